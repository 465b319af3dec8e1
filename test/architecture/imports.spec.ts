import { dirname, join } from 'node:path';
import { files, read } from './source.js';

/** From low to high; folders on one row never import each other. */
const rows = [
  ['platform'],
  ['web'],
  ['mail'],
  ['questions', 'accounts'],
  ['catalogue'],
  ['cohorts'],
  ['progress'],
  ['quizzes', 'plans'],
  ['certificates'],
  ['reminders'],
  ['authoring', 'reports'],
  ['dashboard'],
];
const rowOf = new Map(rows.flatMap((row, level) => row.map((folder) => [folder, level] as const)));
const featureOf = (file: string): string | null => /^src\/([^/]+)\//.exec(file)?.[1] ?? null;

interface Import {
  from: string;
  to: string;
}

const imports: Import[] = files('src', /\.tsx?$/)
  .filter((file) => !file.includes('/client/'))
  .flatMap((from) =>
    [...read(from).matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/g)]
      .map((match) => match[1] ?? match[2]!)
      .filter((target) => target.startsWith('.'))
      .map((target) => ({ from, to: join(dirname(from), target) })),
  );

describe('who may import whom', () => {
  it('knows every folder', () => {
    const unknown = [...new Set(files('src', /\.tsx?$/).map(featureOf))].filter((folder) => folder && !rowOf.has(folder));
    expect(unknown).toEqual([]);
  });

  it('a folder imports only from lower rows', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [a, b] = [featureOf(from), featureOf(to)];
      if (!a || !b || a === b) return !!a && !b && to.startsWith('src/'); // a feature never imports the application
      return rowOf.get(b)! >= rowOf.get(a)!;
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it('pure rules import no framework, no database and no clock', () => {
    const wrong = files('src', /\/rules\/.*\.tsx?$/).flatMap((file) =>
      [...read(file).matchAll(/^import (?!type).*from '([^']+)'/gm)]
        .map((match) => match[1]!)
        .filter((target) => /^(@nestjs|typeorm|pg|fastify|bullmq|nodemailer|node:fs|node:net|node:http)/.test(target) || /database|queue|\.service|\.queries|\.controller/.test(target))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
    const clocks = files('src', /\/rules\/.*\.tsx?$/).filter((file) => /new Date\(\)|Date\.now\(\)/.test(read(file)));
    expect(clocks).toEqual([]);
  });

  it('has no cycle between files', () => {
    const edges = new Map<string, string[]>();
    for (const { from, to } of imports) {
      const target = to.replace(/\.js$/, '');
      edges.set(from.replace(/\.tsx?$/, ''), [...(edges.get(from.replace(/\.tsx?$/, '')) ?? []), target]);
    }
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') return void cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      state.set(file, 'open');
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of edges.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('has no barrel files, default exports or forward references', () => {
    const source = files('src', /\.tsx?$/);
    expect(source.filter((file) => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
    expect(source.filter((file) => /^export default/m.test(read(file)))).toEqual([]);
    expect(source.filter((file) => /forwardRef\(/.test(read(file)))).toEqual([]);
  });

  it('keeps files at a size that one can read', () => {
    const long = files('src', /\.tsx?$/)
      .map((file) => ({ file, lines: read(file).split('\n').length }))
      .filter(({ file, lines }) => lines > 350 && !file.endsWith('components/icon.tsx'));
    expect(long).toEqual([]);
  });
});
