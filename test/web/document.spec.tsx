import { renderDocument } from '../../src/web/layout.js';
import { FocusBar } from '../../src/web/components/learning.js';
import type { MenuEntry } from '../../src/web/menu.js';
import { page, writeNotice } from '../../src/web/page.js';
import { errorPage } from '../../src/web/pages/error-page.js';
import { aboutPage, accessibilityPage, helpPage, privacyPage } from '../../src/web/pages/static-pages.js';
import { Site } from '../../src/web/site.js';
import { anna, contextOf } from './draw.js';

const site = new Site('Sample <town>', true);
const entry = (key: string): MenuEntry => ({ key, href: `/${key}`, label: 'web.help.title', short: 'web.help.title', icon: 'help', order: 1 });
const entries = ['a', 'b', 'c'].map(entry);

describe('the document around a page', () => {
  const html = renderDocument(page('Home & garden', <p>Body</p>, { active: 'b' }), contextOf(), entries, [], site);

  test('has language, title, one stylesheet, one script and the Latin font only', () => {
    expect(html).toMatch(/^<!doctype html><html lang="en"><head>/);
    expect(html).toContain('<title>Home &amp; garden – Reed</title>');
    expect(html.match(/rel="stylesheet"/g)).toHaveLength(1);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/rel="preload"/g)).toHaveLength(1);
    expect(html).toMatch(/preload" href="\/assets\/commissioner-latin-\w{8}\.woff2"/);
  });

  test('has no inline style or script, and asks nobody else for anything', () => {
    expect(html).not.toMatch(/ style=|<style|javascript:| on\w+=/);
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('escapes who is signed in and where they are', () => {
    expect(html).toContain('Anna &lt;b&gt;Vermeulen&lt;/b&gt;');
    expect(html).not.toContain('<b>Vermeulen');
    expect(html).toContain('value="/here?a=1&amp;b=2"');
    expect(html).toContain('/report?page=%2Fhere%3Fa%3D1%26b%3D2');
    expect(html).toContain('Sample &lt;town>');
  });

  test('marks the current entry in both menus', () => {
    expect(html.match(/<a href="\/b" aria-current="page"/g)).toHaveLength(2);
    expect(html.match(/aria-current="page"/g)).toHaveLength(2);
  });

  test('begins with a way past the menus', () => {
    expect(html.indexOf('href="#main"')).toBeLessThan(html.indexOf('<header'));
    expect(html).toContain('<main id="main"');
  });
});

test('what is kept ready for one reader is not shown to the next', () => {
  const of = (name: string) => renderDocument(page('T', <p />), contextOf({ viewer: { ...anna, name } }), entries, [], site);
  expect(of('First Person')).toContain('First Person');
  const second = of('Second Reader');
  expect(second).toContain('Second Reader');
  expect(second).not.toContain('First');
});

test('a name that looks like a mark of ours is only a name', () => {
  const html = renderDocument(page('T', <p />), contextOf({ viewer: { ...anna, name: '\u2063email\u2063' } }), entries, [], site);
  expect(html).toContain('<b>\u2063email\u2063</b>');
});

test('theme and language are the reader’s', () => {
  const html = renderDocument(page('T', <p />), contextOf({ language: 'nl', theme: 'dark' }), entries, [], site);
  expect(html).toContain('<html lang="nl" data-theme="dark">');
  expect(html).toContain('Toegankelijkheid');
});

test('a form that came back with errors is no address to return to', () => {
  const html = renderDocument(page('T', <p />, { status: 422 }), contextOf({ url: '/cohorts/new' }), entries, [], site);
  expect(html).toContain('name="back" value="/"');
});

test('more than five entries leave the last ones behind “More” on a phone', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map(entry);
  const tabs = (list: MenuEntry[]) => renderDocument(page('T', <p />), contextOf(), list, [], site).split('class="tabs"')[1]!;
  expect(tabs(six)).toContain('More');
  expect(tabs(six.slice(1))).not.toContain('More');
});

test('a quiz shows its own bar and no menus', () => {
  const bar = <FocusBar leave={{ href: '/leave' }} title="Check" saved="Saved 10:42:07" />;
  const html = renderDocument(page('T', <p />, { layout: 'focus', bar }), contextOf(), entries, [], site);
  expect(html).toContain('Leave and come back later');
  expect(html).toMatch(/role="status"[^>]*data-saved/);
  expect(html).not.toContain('class="nav"');
  expect(html).not.toContain('class="tabs"');
});

test('the notice after a form is shown above the page', () => {
  const notice = { key: 'web.copy.done' };
  expect(writeNotice(notice)).not.toContain(';');
  const html = renderDocument(page('T', <p>Body</p>), contextOf({ notice }), entries, [], site);
  expect(html).toMatch(/role="status"[^]*Copied[^]*Body/);
});

describe.each(['en', 'nl'] as const)('pages for anybody, in %s', (language) => {
  const out = contextOf({ language, viewer: null, url: '/about' });
  test.each([
    ['about', aboutPage],
    ['privacy', privacyPage],
    ['accessibility', accessibilityPage],
    ['help', helpPage],
  ])('%s has one h1, no missing words and a way to sign in', (_, make) => {
    const html = renderDocument(make(out), out, [], [], site);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/>web\.\w+\./);
    expect(html).toContain('href="/sign-in"');
  });

  test.each([401, 403, 404, 409, 410, 418, 422, 429, 500])('the page for status %i says what happened and leads on', (status) => {
    const failed = { status, key: 'platform.error.notFound', params: {}, code: status === 500 ? 'K7QF2M' : null };
    const made = errorPage(failed, out);
    const html = renderDocument(made, out, [], [], site);
    expect(made.options.status).toBe(status);
    expect(html).not.toMatch(/>web\.\w+\./);
    expect(html).toContain('/report?page=');
    expect(html.includes('K7QF2M')).toBe(status === 500);
  });
});
