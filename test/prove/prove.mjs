import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { correction } from './correction.mjs';
import { storm } from './storm.mjs';

/**
 * `npm run prove -- <name>` runs a proof at its full size; `--smoke` or `--attempts 50` make it smaller; `--write` keeps the
 * result in docs/figures.md. Exit code 1 where it does not hold.
 */
const proofs = { storm: { run: storm, attempts: 300, smoke: 20 }, correction: { run: correction, attempts: 10_000, smoke: 200 } };

const [name = '', ...options] = process.argv.slice(2);
const proof = proofs[name];
if (!proof) {
  console.error(`Name a proof: npm run prove -- ${Object.keys(proofs).join(' | ')}`);
  process.exit(2);
}
const given = Number(options[options.indexOf('--attempts') + 1]);
const attempts = options.includes('--attempts') && given > 0 ? given : options.includes('--smoke') ? proof.smoke : proof.attempts;
const results = [];
await proof.run({
  attempts,
  note(what, ok) {
    results.push({ what, ok });
    console.log(`${ok ? '✓' : '✗'} ${name}: ${what}`);
  },
});
if (options.includes('--write')) {
  const [begin, end] = [`<!-- prove ${name} -->`, `<!-- /prove ${name} -->`];
  const text = readFileSync('docs/figures.md', 'utf8');
  const lines = results.map(({ what, ok }) => `- ${name}: ${what}${ok ? '' : ' (FAILED)'}`).join('\n');
  const machine = `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0].model.split(' ').slice(0, 2).join(' ')}`;
  writeFileSync(
    'docs/figures.md',
    text.replace(new RegExp(`${begin}[\\s\\S]*${end}`), () => `${begin}\n${machine}\n\n${lines}\n${end}`),
  );
}
process.exit(results.every(({ ok }) => ok) ? 0 : 1);
