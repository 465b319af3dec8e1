import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeWeb } from './app.js';
import { projectRoot, readConfig } from './platform/config.js';
import { makeDataSource } from './platform/database/data-source.js';
import { Routes } from './platform/http/routes.js';
import { schema } from './schema.js';

/** `npm run routes`: every URL with its access and the file that answers it. Needs no database. */
const config = readConfig({});
const app = await makeWeb({ config, source: makeDataSource('postgres://nobody@127.0.0.1:1/none', 1, schema) });
const fileOf = new Map<string, string>();
const source = join(projectRoot(), 'src');
for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' }))
  if (/\.controller\.tsx?$/.test(name))
    for (const [, type] of readFileSync(join(source, name), 'utf8').matchAll(/export class (\w+)/g)) fileOf.set(type!, `src/${name}`);
for (const route of app.get(Routes, { strict: false }).all())
  console.log([route.method.padEnd(7), route.path.padEnd(58), (route.access ?? 'UNDECLARED').padEnd(18), fileOf.get(route.controller) ?? route.controller].join(' '));
process.exit(0);
