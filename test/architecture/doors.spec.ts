import { files, read } from './source.js';

const source = files('src', /\.tsx?$/).filter((file) => !file.includes('/client/'));
const outside = (allowed: RegExp, pattern: RegExp): string[] => source.filter((file) => !allowed.test(file) && pattern.test(read(file)));

describe('the only doors', () => {
  it('PostgreSQL is reached through Database alone', () => {
    expect(outside(/^src\/(platform\/(database|embedded|core)|[\w.-]+\.ts$)/, /@InjectRepository|getRepository\(|DataSource\b(?!['"])|from 'pg'/)).toEqual([]);
  });

  it('the environment is read by the configuration alone', () => {
    expect(outside(/^src\/platform\/(config|log|embedded\/postgres)\.ts$/, /process\.env\b/)).toEqual([]);
  });

  it('time comes from the clock', () => {
    expect(outside(/^src\/platform\/(clock|ids)\.ts$|^src\/[\w.-]+\.ts$|^src\/platform\/embedded\//, /new Date\(\)|Date\.now\(\)/)).toEqual([]);
  });

  it('SQL texts are constants: only constants of the same file are put into a statement', () => {
    // Builders of SQL text whose arguments are constants too; read before they were let in.
    const readAndSafe = /^src\/(progress\/progress|quizzes\/attempt)\.queries\.ts: (ids|json|responses|setItems\('\$11'\)|snapshotsOf\('ARRAY\[e\.id\]'\))$/;
    const suspicious = source.flatMap((file) => {
      const text = read(file);
      const constants = new Set([...text.matchAll(/^(?:export )?const (\w+)(?:: string)? = ['`]/gm)].map((match) => match[1]!));
      return [...text.matchAll(/`(\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\b[^`]*)`/g)]
        .flatMap((match) => [...match[1]!.matchAll(/\$\{([^}]*)\}/g)].map((hole) => hole[1]!.trim()))
        .filter((name) => !constants.has(name))
        .map((name) => `${file}: ${name}`)
        .filter((entry) => !readAndSafe.test(entry));
    });
    expect(suspicious).toEqual([]);
  });

  it('markup is never put together from text', () => {
    const raw = outside(/^src\/(web\/layout\.tsx|web\/components\/(prose|icon|cover|skyline|hero|exhibit|learning|shell)\.tsx)$/, /dangerouslySetInnerHTML/);
    expect(raw).toEqual([]);
  });

  it('listeners and services never leave a promise on its own way into the network inside a transaction', () => {
    expect(outside(/^src\/mail\/|^src\/platform\//, /from 'nodemailer'|from 'bullmq'|from 'ioredis'/)).toEqual([]);
  });
});
