import { chromium as playwright, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** Starts Chromium without a window. `program` is its path. */
export async function launch(program: string): Promise<Browser> {
  return playwright.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What a page may never do: write errors to the console, break its own policy, throw, or ask another host. */
  faults: string[];
}

/**
 * Somebody at a browser of their own (nothing kept from others). `base` is the address of the installation; it is the only
 * host that pages may ask. Nothing moves, so that what is measured stands still.
 */
export async function visitor(browser: Browser, base: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: base, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(30_000);
  const faults: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy broken: ${event.violatedDirective} by ${event.blockedURI}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.page()?.url() ?? ''}: ${message.text()}`);
  });
  context.on('weberror', (error) => faults.push(`${error.page()?.url() ?? ''}: ${error.error().message}`));
  context.on('request', (request) => {
    if (!request.url().startsWith(`${base}/`) && !request.url().startsWith('data:')) faults.push(`asked another host: ${request.url()}`);
  });
  return { context, page: await context.newPage(), faults };
}

/** How many pixels of a page lie beyond its right edge, where one would have to scroll sideways; 0 where all is well. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}
