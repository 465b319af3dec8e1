import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { projectRoot } from '../platform/config.js';

/** What pages refer to, by address. */
export interface Manifest {
  css: string;
  js: string;
  icon: string;
  /** The one font file that every page needs. */
  font: string;
}

export interface Asset {
  type: string;
  body: Buffer;
  brotli: Buffer | null;
  gzip: Buffer | null;
}

export const assetTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const brotli = (body: Buffer): Buffer =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });

function asset(name: string, body: Buffer): Asset {
  const type = assetTypes[extname(name)] ?? 'application/octet-stream';
  const packed = !name.endsWith('.woff2'); // woff2 is brotli already
  return { type, body, brotli: packed ? brotli(body) : null, gzip: packed ? gzipSync(body, { level: 9 }) : null };
}

/** Bundles stylesheet, script and fonts from `src/web`; names carry a hash of their content, so they may be kept for ever. */
export function buildAssets(root = projectRoot()): { manifest: Manifest; files: Map<string, Asset> } {
  // Loaded only here: an installation whose assets are built has no bundler.
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  const web = join(root, 'src', 'web');
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [join(web, 'assets', 'reed.css'), join(web, 'client', 'reed.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    // the stylesheet has its own fallbacks; lowering would double it
    supported: { nesting: true, 'color-functions': true },
    outdir: '/assets',
    publicPath: '/assets',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.woff2': 'file' },
    logLevel: 'silent',
  });
  const files = new Map<string, Asset>();
  for (const file of result.outputFiles) files.set(basename(file.path), asset(file.path, Buffer.from(file.contents)));

  const icon = readFileSync(join(web, 'assets', 'icon.svg'));
  const iconName = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8).toUpperCase()}.svg`;
  files.set(iconName, asset(iconName, icon));
  files.set('font-licence.txt', asset('font-licence.txt', readFileSync(join(web, 'assets', 'fonts', 'OFL.txt'))));

  const find = (pattern: RegExp): string => {
    const name = [...files.keys()].find((key) => pattern.test(key));
    if (!name) throw new Error(`the assets hold nothing like ${pattern.source}`);
    return `/assets/${name}`;
  };
  const manifest = {
    css: find(/^reed-\w+\.css$/),
    js: find(/^reed-\w+\.js$/),
    icon: `/assets/${iconName}`,
    font: find(/^commissioner-latin-\w{8}\.woff2$/),
  };
  return { manifest, files };
}

/** Writes `dist/assets`: each file, its compressed forms, and `manifest.json`. */
export function writeAssets(folder: string): void {
  const { manifest, files } = buildAssets();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, file] of files) {
    writeFileSync(join(folder, name), file.body);
    if (file.brotli) writeFileSync(join(folder, `${name}.br`), file.brotli);
    if (file.gzip) writeFileSync(join(folder, `${name}.gz`), file.gzip);
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2));
}

// `npm run build` calls this file.
if (process.argv[1] === fileURLToPath(import.meta.url)) writeAssets(join(projectRoot(), 'dist', 'assets'));
