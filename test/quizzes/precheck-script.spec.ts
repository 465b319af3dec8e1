import type { Browser, Page } from 'playwright-core';
import { testWeb, type TestWeb } from '../support/app.js';
import { launch, visitor, type Visitor } from '../support/browser.js';
import { chromium } from '../support/programs.js';
import { makeWorld, worldPassword, type World } from '../support/world.js';

const program = chromium();

// It is sent once, by its button: until then the browser is all that has it.
(program ? describe : describe.skip)('a pre-check that is not sent yet', () => {
  let t: TestWeb;
  let world: World;
  let browser: Browser;
  let one: Visitor;
  let page: Page;
  const precheck = (): string => `/learn/${world.here.enrolmentId}/precheck`;

  beforeAll(async () => {
    t = await testWeb();
    world = await makeWorld(t);
    await t.app.listen(0, '127.0.0.1');
    browser = await launch(program!);
    one = await visitor(browser, (await t.app.getUrl()).replace('[::1]', '127.0.0.1'));
    page = one.page;
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(world.here.learner);
    await page.getByLabel('Password').fill(worldPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await t?.close();
  });

  const option = () => page.locator('form[data-keep] label.choice').first();
  const putBack = () => page.getByRole('status').filter({ hasText: 'has been put back' });
  const kept = (): Promise<string[]> => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('reed:precheck.')));
  const given = () => t.database.query('SELECT 1 FROM precheck', []);

  test('is put back after a reload, and nothing has been sent', async () => {
    await page.goto(precheck());
    expect(await putBack().count()).toBe(0);
    await option().click();
    expect(await kept()).toEqual([`reed:precheck.${world.here.enrolmentId}`]);
    await page.reload();
    await putBack().waitFor();
    expect(await option().locator('input').isChecked()).toBe(true);
    expect(await given()).toEqual([]);
  });

  test('outlives a session that has ended', async () => {
    await t.database.query('DELETE FROM session', []);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.getByLabel('E-mail address').fill(world.here.learner);
    await page.getByLabel('Password').fill(worldPassword);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto(precheck());
    expect(await option().locator('input').isChecked()).toBe(true);
  });

  test('is asked about before somebody signs out', async () => {
    await page.getByText('learner').first().click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('dialog').waitFor();
    await page.getByRole('dialog').getByRole('button').first().click();
    expect(new URL(page.url()).pathname).toBe(precheck());
    expect(await kept()).toHaveLength(1);
  });

  test('is thrown away by whoever leaves it out', async () => {
    await page.getByRole('link', { name: 'Leave it out' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/precheck'));
    expect(await kept()).toEqual([]);
    await page.goto(precheck());
    expect(await option().locator('input').isChecked()).toBe(false);
  });

  test('is gone from the browser once the server has it', async () => {
    await option().click();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Kept. Now begin').waitFor();
    expect(await given()).toHaveLength(1);
    expect(await kept()).toEqual([]);
    expect(one.faults).toEqual([]);
  });
});
