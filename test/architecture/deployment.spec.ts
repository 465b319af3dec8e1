import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/platform/config.js';
import { files, read, root } from './source.js';

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  ports?: string[];
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const dockerfile = read('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line && !line.startsWith('#'));

/** `${NAME:-default}` as Compose fills it in where NAME is not set. */
const filled = (value: string): string => value.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

describe('docker-compose.yml', () => {
  it('has the five services, each with a health check of its own or of its image', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['database', 'mail', 'queue', 'web', 'worker']);
    for (const [name, service] of Object.entries(compose.services)) expect([name, Boolean(service.healthcheck) || (name === 'web' && dockerfile.some((line) => line.startsWith('HEALTHCHECK')))]).toEqual([name, true]);
  });

  it('waits only for services and conditions that exist, and names only volumes that it declares', () => {
    for (const service of Object.values(compose.services)) {
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(compose.services[name]?.healthcheck).toBeDefined();
        expect(condition).toBe('service_healthy');
      }
      for (const volume of service.volumes ?? []) expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    }
  });

  it('gives web and worker settings that Reed accepts as they stand', () => {
    for (const name of ['web', 'worker']) {
      const environment = Object.fromEntries(Object.entries(compose.services[name]!.environment!).map(([key, value]) => [key, filled(value)]));
      const config = readConfig(environment);
      expect([config.shape, new URL(config.redisUrl!).hostname, new URL(config.smtpUrl!).hostname]).toEqual(['server', 'queue', 'mail']);
    }
  });

  it('opens ports to this machine alone', () => {
    for (const service of Object.values(compose.services)) for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});

describe('Dockerfile', () => {
  const known = /^(FROM|WORKDIR|COPY|RUN|ENV|USER|EXPOSE|HEALTHCHECK|CMD)\s/;
  it('holds only instructions that exist, and ends as an unprivileged user', () => {
    expect(dockerfile.filter((line) => !known.test(line))).toEqual([]);
    const last = dockerfile.slice(dockerfile.findLastIndex((line) => line.startsWith('FROM')));
    expect(last.find((line) => line.startsWith('USER'))).toBe('USER node');
  });

  it('copies files that exist and are not ignored, and starts files that the build makes', () => {
    const ignored = read('.dockerignore').split('\n').filter(Boolean);
    for (const line of dockerfile.filter((entry) => entry.startsWith('COPY') && !entry.includes('--from=')))
      for (const path of line.split(/\s+/).slice(1, -1)) {
        expect([path, existsSync(join(root, path))]).toEqual([path, true]);
        expect(ignored).not.toContain(path);
      }
    const sources = new Set(files('src', /^.*\/src\/main\.[\w.]*ts$/));
    const started = [...dockerfile.filter((line) => line.startsWith('CMD')), ...Object.values(compose.services).map((service) => (service.command ?? []).join(' '))].join(' ');
    for (const [, name] of started.matchAll(/dist\/(src\/[\w.]+)\.js/g)) expect(sources).toContain(`${name}.ts`);
  });

  it('removes only what the manifest has, so that the image stays small', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const removed = dockerfile.find((line) => line.includes('npm uninstall'))!.split(/\s+/).filter((word) => !/^(RUN|npm|uninstall|--.*)$/.test(word));
    for (const name of removed) expect(Object.keys(dependencies)).toContain(name);
    // Nothing that runs may import what was removed, at least not before it is needed.
    const importing = files('src', /\.tsx?$/).filter((file) => removed.some((name) => new RegExp(`from '${name}'`).test(read(file))));
    expect(importing).toEqual([]);
  });
});
