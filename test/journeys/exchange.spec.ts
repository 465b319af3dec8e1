import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launch, overflow, visitor } from '../support/browser.js';
import { chromium } from '../support/programs.js';
import { newInstallation, samplePassword, type Installation } from './program.js';

// A trainer brings in questions from a file, and takes those of a quiz out again, on a phone.
const program = chromium();
const suite = program ? describe : describe.skip;
const axeSource = readFileSync(createRequire(require.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: { run(where: object, how: unknown): Promise<unknown> } };
    return (await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })) as AxeResults;
  }, standards);
  const pixels = await overflow(page);
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`),
    ...(pixels ? [`${page.url()}: ${pixels} pixels to scroll sideways`] : []),
  ];
}

const bank = `::Letters with a-very-long-name-that-no-line-of-a-phone-can-hold-in-one-piece:: What comes first? {
  =The point#Right.
  ~The law
}

$CATEGORY: Letters
`;

suite('questions of other systems, in a browser', () => {
  let site: Installation;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([newInstallation(), launch(program!)]);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await site?.end();
  }, 120_000);

  it('come in by a file and go out again; each page fits a phone, and axe finds nothing', async () => {
    const { page, faults } = await visitor(browser, site.base, { viewport: { width: 390, height: 844 } });
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill('trainer@reed.test');
    await page.getByLabel('Password').fill(samplePassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { level: 1 }).first().waitFor();

    const looks: string[] = [];
    const look = async (name: string): Promise<void> => {
      looks.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
    };
    await page.goto('/authoring');
    await page.getByRole('link', { name: 'Bring in questions from Moodle' }).click();
    await look('start');
    await page.getByLabel('File').setInputFiles({ name: 'bank.txt', mimeType: 'text/plain', buffer: Buffer.from(bank) });
    await page.getByRole('button', { name: 'Show what would happen' }).click();
    await page.getByText('A category is not a question.').waitFor();
    await look('report');
    await page.getByLabel('Id of the quiz').fill(`q-${'long'.repeat(14)}`);
    await page.getByLabel('Title of the quiz').fill('Check');
    await page.getByRole('button', { name: 'Make the course files' }).click();
    await page.getByText('the files pass the check').waitFor();
    await look('files');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /quiz\.en\.yaml/ }).click()]);
    expect(readFileSync(await file.path(), 'utf8')).toContain('stem: What comes first?');

    await page.goto('/catalogue/island-of-peace/items/c1-quiz/export?format=gift');
    await page.getByRole('link', { name: 'Download as GIFT' }).waitFor();
    await look('export');
    expect(looks).toEqual([]);
    expect(faults).toEqual([]);
  }, 120_000);
});
