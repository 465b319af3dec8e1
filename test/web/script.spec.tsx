import Fastify, { type FastifyInstance } from 'fastify';
import { chromium, type Browser, type Page as Tab } from 'playwright-core';
import { registerAssets } from '../../src/web/assets.js';
import { Button, PostButton } from '../../src/web/components/button.js';
import { ChoiceList } from '../../src/web/components/choice.js';
import { BulkBar, DataTable } from '../../src/web/components/data-table.js';
import { FileInto, TextArea, TextField } from '../../src/web/components/field.js';
import { Form } from '../../src/web/components/form-page.js';
import { AnswerForm, FocusBar, ForgetLink, LessonArticle, TimeLeft } from '../../src/web/components/learning.js';
import { SortRows } from '../../src/web/components/rows.js';
import { renderDocument } from '../../src/web/layout.js';
import { page } from '../../src/web/page.js';
import { Site } from '../../src/web/site.js';
import { chromium as chromiumHere } from '../support/programs.js';
import { contextOf } from './draw.js';

const program = chromiumHere();
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; require-trusted-types-for 'script'";

const options = ['a', 'b'].map((id) => ({ id, text: `Option ${id}` }));
const quiz = page(
  'Question',
  <AnswerForm action="/hand-in" autosave="/save" draft="attempt-1:question-1">
    <input type="hidden" name="device" value="of-the-page" />
    <input type="hidden" name="turn" value="" />
    <input type="hidden" name="seen" value="0" />
    <ChoiceList kind="radio" name="answer" legend="What first?" options={options} chosen={[]} />
    <Button>Go on</Button>
  </AnswerForm>,
  { layout: 'focus', bar: <FocusBar leave={{ href: '/leave' }} saved="" /> },
);
/** The page on which the server shows both answers: what was typed stands in the form. */
const asked = page(
  'Question',
  <AnswerForm action="/hand-in" autosave="/save" draft="attempt-1:question-1" typed>
    <input type="hidden" name="device" value="of-the-page" />
    <input type="hidden" name="turn" value="" />
    <input type="hidden" name="seen" value="7" />
    <ForgetLink href="/quiz">See the other one</ForgetLink>
    <ChoiceList kind="radio" name="answer" legend="What first?" options={options} chosen={['b']} />
    <Button>Go on</Button>
  </AnswerForm>,
  { layout: 'focus', bar: <FocusBar leave={{ href: '/leave' }} saved="" /> },
);
const groups = (id: string) =>
  ['law', 'help'].map((group) => ({ value: `${id}=${group}`, text: group === 'law' ? 'What the law says' : 'How we help' }));
const sorting = page(
  'Sorting',
  <AnswerForm action="/hand-in" autosave="/save" draft="attempt-1:question-2">
    <SortRows
      name="answer"
      rows={[
        { id: 'fee', text: 'The fee', value: 'fee=law', options: groups('fee') },
        { id: 'desk', text: 'A desk that listens', value: '', options: groups('desk') },
      ]}
    />
    <Button>Go on</Button>
  </AnswerForm>,
  { layout: 'focus', bar: <FocusBar leave={{ href: '/leave' }} saved="" /> },
);
const review = page(
  'Review',
  <PostButton action="/hand-in" unsaved={{ question: 'Not everything has arrived.', yes: 'Hand in as it is', no: 'Wait' }}>
    Hand in
  </PostButton>,
);
const receipt = page(
  'Receipt',
  <form>
    <FileInto name="file" into="text" label="Choose the file" accept=".json" />
    <TextArea name="text" label="Content" />
  </form>,
);
const table = page(
  'People',
  <form method="post">
    <BulkBar>
      <Button>Write</Button>
    </BulkBar>
    <DataTable
      caption="People"
      columns={[{ label: 'Name', header: true, cell: (row: string) => row }]}
      rows={['Anna', 'Bram', 'Lina']}
      select={{ name: 'id', value: (row) => row, label: (row) => `Select ${row}` }}
    />
  </form>,
);
const faulty = { typed: { name: '' }, errors: { name: { key: 'web.error.required' } } };
const form = page(
  'Form',
  <Form action="/form" submit="Save" form={faulty} labels={{ name: 'Name' }} guard>
    <TextField name="name" label="Name" form={faulty} />
  </Form>,
);
const lesson = page('Lesson', <LessonArticle eyebrow="Lesson" title="Lesson" html="<p>Text</p>" opened="/opened" />);

const timed = page(
  'Timed',
  <TimeLeft
    seconds={310}
    grace={30}
    left="Time left: 5 minutes"
    until="until 10:42"
    counting="Time left: %"
    five="Five minutes left"
    one="One minute left"
    over="The time is over."
    next="/lesson"
    time="/time"
  />,
);
const reader = {
  personId: '1',
  name: 'Anna',
  email: 'a@town.example',
  language: 'en',
  zone: 'UTC',
  theme: 'system' as const,
  grants: [],
  by: 'session' as const,
};

/** How the server answers a save, and what it was sent. */
interface Desk {
  status: number;
  /** Answers of another device. */
  elsewhere: boolean;
  /** Passwords that were tried, and the one that is right. */
  tried: string[];
  handedIn: number;
  saves: string[];
  opened: number;
  /** What it says of the time that is left; null: nothing. */
  time: { left: number | null; until: string } | null;
}

(program ? describe : describe.skip)('the script in a browser', () => {
  let server: FastifyInstance;
  let browser: Browser;
  let base: string;
  let tab: Tab;
  const desk: Desk = { status: 200, elsewhere: false, tried: [], handedIn: 0, saves: [], opened: 0, time: null };
  const violations: string[] = [];

  beforeAll(async () => {
    server = Fastify();
    await registerAssets(server);
    server.addHook('onSend', async (_, reply) => void reply.header('content-security-policy', policy));
    server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => done(null, body));
    for (const [path, shown] of Object.entries({
      '/quiz': quiz,
      '/asked': asked,
      '/review': review,
      '/sorting': sorting,
      '/receipt': receipt,
      '/table': table,
      '/form': form,
      '/lesson': lesson,
      '/timed': timed,
    }))
      server.get(path, async (_, reply) =>
        reply.type('text/html; charset=utf-8').send(renderDocument(shown, contextOf({ url: path, viewer: reader }), [], [], new Site('Town', false))),
      );
    server.post('/save', async (request, reply) => {
      desk.saves.push(String(request.body));
      if (desk.elsewhere) return { elsewhere: 'Another device was faster' };
      return reply
        .status(desk.status)
        .send(desk.status === 200 ? { saved: 'Saved 10:42:07', fields: { seen: '1' } } : { title: 'Handed in already' });
    });
    server.post('/sign-in', async (request, reply) => {
      const password = new URLSearchParams(String(request.body)).get('password') ?? '';
      desk.tried.push(password);
      if (password !== 'right') return reply.status(422).send({ title: 'These do not fit' });
      desk.status = 200;
      return { signedIn: true };
    });
    server.post('/hand-in', async (_, reply) => {
      desk.handedIn++;
      return reply.redirect('/table', 303);
    });
    server.get('/time', async (_, reply) => desk.time ?? reply.status(503).send());
    server.post('/opened', async () => ({ seen: ++desk.opened }));
    base = await server.listen({ host: '127.0.0.1', port: 0 });
    browser = await chromium.launch({ executablePath: program!, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    Object.assign(desk, { status: 200, elsewhere: false, tried: [], handedIn: 0, saves: [], opened: 0, time: null });
    tab = await (await browser.newContext()).newPage();
    tab.on('console', (message) => {
      if (/Content Security Policy|TrustedTypes|Trusted/i.test(message.text())) violations.push(message.text());
    });
  });
  afterEach(() => tab.context().close());
  afterAll(() => expect(violations).toEqual([]));

  const drafts = () => tab.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('reed:')));
  const answers = () => desk.saves.map((body) => new URLSearchParams(body).get('answer'));
  const sent = (name: string) => desk.saves.map((body) => new URLSearchParams(body).get(name)!);
  const saved = () => tab.locator('[data-saved]');

  test('an answer is saved as it is given, and the page says so', async () => {
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await saved().getByText('Saved 10:42:07').waitFor();
    expect(answers()).toEqual(['b']);
    expect(await drafts()).toEqual([]);
  });

  test('while the server cannot save, the answer is kept here and tried again', async () => {
    desk.status = 503;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option a' }).check();
    await saved().getByText('Saved on this device').waitFor();
    expect(await drafts()).toEqual(['reed:attempt-1:question-1']);
    desk.status = 200;
    await saved().getByText('Saved 10:42:07').waitFor();
    expect(answers().at(-1)).toBe('a');
    // The same change, as often as it is sent: the server knows it again.
    expect(new Set(sent('turn')).size).toBe(1);
    expect(await drafts()).toEqual([]);
  });

  test('only the newest answer counts when the line was gone', async () => {
    await tab.goto(`${base}/quiz`);
    await tab.context().setOffline(true);
    await tab.getByRole('radio', { name: 'Option a' }).check();
    await saved().getByText('Saved on this device').waitFor();
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await tab.context().setOffline(false);
    await saved().getByText('Saved 10:42:07').waitFor();
    expect(answers()).toEqual(['b']);
  });

  test('whoever was signed out is led back, and finds the answer given and saved', async () => {
    desk.status = 401;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    expect(await saved().getByRole('link').getAttribute('href')).toBe('/sign-in?next=%2Fquiz');
    desk.status = 200;
    await tab.goto(`${base}/quiz`);
    await saved().getByText('Saved 10:42:07').waitFor();
    expect(await tab.locator('input[value=b]').isChecked()).toBe(true);
    expect(await drafts()).toEqual([]);
  });

  test('signing in over the page saves what waits, and the page stays as it was', async () => {
    desk.status = 401;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    const dialog = tab.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByLabel('E-mail address').fill('a@town.example');
    await dialog.getByLabel('Password').fill('wrong');
    await dialog.getByRole('button', { name: 'Sign in and save' }).click();
    await dialog.getByText('These do not fit').waitFor();
    expect(await drafts()).toHaveLength(1);
    await dialog.getByLabel('Password').fill('right');
    await dialog.getByRole('button', { name: 'Sign in and save' }).click();
    await saved().getByText('Saved 10:42:07').waitFor();
    expect(desk.tried).toEqual(['wrong', 'right']);
    expect(new URL(tab.url()).pathname).toBe('/quiz');
    expect(await dialog.isVisible()).toBe(false);
    expect(await tab.locator('input[name=password]').inputValue()).toBe('');
    expect(await drafts()).toEqual([]);
  });

  test('the dialog closes without a word, and the answer waits', async () => {
    desk.status = 401;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await tab.getByRole('button', { name: 'Later' }).click();
    await tab.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await drafts()).toHaveLength(1);
    expect(await saved().getByRole('link').isVisible()).toBe(true);
  });

  test('each change has a higher turn, and a page opened later goes on with the same device', async () => {
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option a' }).check();
    await saved().getByText('Saved 10:42:07').waitFor();
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await saved().getByText('Saved 10:42:07').waitFor();
    expect(new Set(sent('device')).size).toBe(1);
    expect(sent('device')[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const [first, second] = sent('turn').map(Number);
    expect(second!).toBeGreaterThan(first!);
  });

  test('where nothing can be kept, the page says so and asks before it is left', async () => {
    desk.status = 503;
    await tab.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option a' }).check();
    await saved().getByText('Not saved yet').waitFor();
    desk.status = 200;
    await saved().getByText('Saved 10:42:07').waitFor();
    expect(sent('device')[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  /** Answers while the server cannot save, and leaves. */
  const leaveUnsaved = async (): Promise<void> => {
    desk.status = 503;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await saved().getByText('Saved on this device').waitFor();
    tab.once('dialog', (dialog) => void dialog.accept());
  };

  test('what waits is sent from any other page, and is gone once it has arrived', async () => {
    await leaveUnsaved();
    await tab.goto(`${base}/table`);
    await tab.getByText('Some of your answers are only on this device.').waitFor();
    expect(await tab.getByRole('link', { name: 'Look at it' }).getAttribute('href')).toBe('/save');
    desk.status = 200;
    await tab.goto(`${base}/table`);
    await tab.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('reed:')));
    expect(answers().at(-1)).toBe('b');
    expect(await tab.getByText('Some of your answers').count()).toBe(0);
  });

  test('what is somebody else’s stays, and is neither shown nor asked about', async () => {
    await leaveUnsaved();
    desk.status = 404;
    const asked = tab.waitForResponse((answer) => answer.url().endsWith('/save'));
    await tab.goto(`${base}/table`);
    await asked;
    await tab.waitForFunction(() =>
      Object.entries(localStorage).some(([key, text]) => key.startsWith('reed:') && String(text).includes('"foreign":true')),
    );
    expect(await tab.getByText('Some of your answers').count()).toBe(0);
    desk.status = 200;
    await tab.goto(`${base}/table`);
    await tab.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('reed:')));
  });

  test('handing in sends what waits first; where that fails it asks', async () => {
    await leaveUnsaved();
    await tab.goto(`${base}/review`);
    await tab.getByText('Some of your answers are only on this device.').waitFor();
    const handIn = tab.getByRole('button', { name: 'Hand in', exact: true });
    await handIn.click();
    const dialog = tab.getByRole('dialog');
    await dialog.getByText('Not everything has arrived.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Wait' }).evaluate((button) => button === document.activeElement)).toBe(true);
    await dialog.getByRole('button', { name: 'Wait' }).click();
    expect(desk.handedIn).toBe(0);
    desk.status = 200;
    await handIn.click();
    await tab.waitForURL(`${base}/table`);
    expect([desk.handedIn, answers().at(-1)]).toEqual([1, 'b']);
    expect(await drafts()).toEqual([]);
  });

  test('signing out with answers that wait asks, and may be done all the same', async () => {
    await leaveUnsaved();
    await tab.goto(`${base}/table`);
    await tab.locator('summary', { hasText: 'account menu' }).click();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await tab.getByRole('dialog').getByText('Reed could not be reached').waitFor();
    const out = tab.waitForRequest((request) => request.url().endsWith('/sign-out'));
    await tab.getByRole('button', { name: 'Sign out anyway' }).click();
    await out;
    expect(await drafts().catch(() => ['kept'])).toHaveLength(1);
  });

  test('another device was faster: the answer stays here until somebody has chosen, and then the choice stands', async () => {
    desk.elsewhere = true;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await saved().getByText('Another device was faster').waitFor();
    expect(await drafts()).toHaveLength(1);
    await tab.goto(`${base}/asked`);
    await tab.waitForLoadState('networkidle');
    // The page that asks is not answered by the script.
    expect(desk.saves).toHaveLength(1);
    expect(await tab.locator('input[name=seen]').inputValue()).toBe('7');
    desk.elsewhere = false;
    const body = tab.waitForRequest((request) => request.url().endsWith('/hand-in'));
    await tab.getByRole('button', { name: 'Go on' }).click();
    const chosen = new URLSearchParams((await body).postData()!);
    expect([chosen.get('answer'), chosen.get('seen')]).toEqual(['b', '7']);
    expect(Number(chosen.get('turn'))).toBeGreaterThan(Number(sent('turn')[0]));
    await tab.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('reed:')));
  });

  test('… or it is given up for the other one', async () => {
    desk.elsewhere = true;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await saved().getByText('Another device was faster').waitFor();
    await tab.goto(`${base}/asked`);
    await tab.getByRole('link', { name: 'See the other one' }).click();
    await tab.waitForURL(`${base}/quiz`);
    expect(await drafts()).toEqual([]);
    expect(await tab.locator('input[value=b]').isChecked()).toBe(false);
  });

  test('a file is read into its field', async () => {
    await tab.goto(`${base}/receipt`);
    await tab.getByLabel('Choose the file').setInputFiles({ name: 'receipt.json', mimeType: 'application/json', buffer: Buffer.from('{"a":"é"}') });
    await tab.waitForFunction(() => document.querySelector('textarea')?.value === '{"a":"é"}');
  });

  test('a refusal is shown in the server’s words and not repeated', async () => {
    desk.status = 409;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option b' }).check();
    await saved().getByText('Handed in already').waitFor();
    await tab.waitForTimeout(1500);
    expect(desk.saves).toHaveLength(1);
  });

  test('leaving with an answer that is not saved asks first', async () => {
    desk.status = 503;
    await tab.goto(`${base}/quiz`);
    await tab.getByRole('radio', { name: 'Option a' }).check();
    await saved().getByText('Saved on this device').waitFor();
    const asked = tab.waitForEvent('dialog').then((dialog) => dialog.accept().then(() => dialog.type()));
    await tab.goto(`${base}/table`);
    expect(await asked).toBe('beforeunload');
  });

  test('menus close on Escape and give the focus back', async () => {
    await tab.goto(`${base}/table`);
    const menu = tab.locator('details.menu').first();
    await menu.locator('summary').click();
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Escape');
    expect(await menu.getAttribute('open')).toBeNull();
    expect(await menu.locator('summary').evaluate((summary) => summary === document.activeElement)).toBe(true);
    await menu.locator('summary').click();
    await tab.locator('h1, main').first().click();
    expect(await menu.getAttribute('open')).toBeNull();
  });

  test('rows lie in the boxes of their groups, are dragged there or sent by their menu, and are saved', async () => {
    await tab.goto(`${base}/sorting`);
    const box = (name: string) => tab.getByRole('list', { name });
    await box('What the law says').getByText('The fee').waitFor();
    await tab.getByRole('listitem').filter({ hasText: 'A desk that listens' }).dragTo(box('How we help').locator('..'));
    await box('How we help').getByText('A desk that listens').waitFor();
    await tab.getByText(/^Saved/).waitFor();
    expect(new URLSearchParams(desk.saves.at(-1)).getAll('answer')).toEqual(['fee=law', 'desk=help']);
    const menu = tab.getByLabel('The fee');
    await menu.focus();
    await menu.selectOption('How we help');
    // By keyboard the row stays until the focus has gone on.
    expect(await box('How we help').getByText('The fee').count()).toBe(0);
    await menu.press('Tab');
    await box('How we help').getByText('The fee').waitFor();
    expect(await tab.getByLabel('A desk that listens').evaluate((element) => element === document.activeElement)).toBe(true);
    const answered = tab.waitForResponse('**/save');
    await menu.selectOption({ index: 0 });
    await answered;
    await menu.blur();
    await tab.getByRole('button', { name: 'Go on' }).focus();
    expect(await box('How we help').getByText('The fee').count()).toBe(0);
    expect(new URLSearchParams(desk.saves.at(-1)).getAll('answer').sort()).toEqual(['', 'desk=help']);
  });

  test('rows are ticked together and counted', async () => {
    await tab.goto(`${base}/table`);
    await tab.getByLabel('Select all on this page').check();
    await tab.getByText('3 selected').waitFor();
    await tab.getByLabel('Select Bram').uncheck();
    await tab.getByText('2 selected').waitFor();
    expect(await tab.getByLabel('Select all on this page').evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  });

  test('errors have the focus', async () => {
    await tab.goto(`${base}/form`);
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe('errors');
  });

  test('a lesson that was seen is told once', async () => {
    await tab.goto(`${base}/lesson`);
    await tab.waitForLoadState('networkidle');
    expect(desk.opened).toBe(1);
  });

  test('the time counts down quietly, is said aloud twice, and the page goes on when also the grace is over', async () => {
    await tab.clock.install();
    await tab.goto(`${base}/timed`);
    const shown = () => tab.locator('[data-time-words]').textContent();
    const aloud = () => tab.locator('[data-time-left] [role=status]').textContent();
    await tab.clock.runFor(1000);
    expect([await shown(), await aloud()]).toEqual(['Time left: 5:09', '']);
    await tab.clock.runFor(9000);
    expect([await shown(), await aloud()]).toEqual(['Time left: 5:00', 'Five minutes left']);
    await tab.clock.runFor(200_000);
    expect(await aloud()).toBe('Five minutes left');
    await tab.clock.runFor(60_000);
    expect([await shown(), await aloud()]).toEqual(['Time left: 0:40', 'One minute left']);
    await tab.clock.runFor(41_000);
    await tab.getByText('The time is over.').waitFor();
    expect(new URL(tab.url()).pathname).toBe('/timed');
    await tab.clock.runFor(35_000);
    await tab.waitForURL(`${base}/lesson`);
  });

  test('more time that is given meanwhile is counted, at the latest before the page says that it is over; without a limit nothing counts', async () => {
    await tab.clock.install();
    await tab.goto(`${base}/timed`);
    desk.time = { left: 400, until: 'until 10:50' };
    await tab.clock.runFor(61_000);
    await tab.getByText('until 10:50').waitFor();
    expect(await tab.locator('[data-time-words]').textContent()).toMatch(/^Time left: 6:(40|39|38)$/);
    // Nobody can be asked for a while, and then, at the last moment, more has been given again.
    desk.time = null;
    await tab.clock.runFor(395_000);
    desk.time = { left: 90, until: 'until 10:52' };
    await tab.clock.runFor(6000);
    await tab.getByText('until 10:52').waitFor();
    expect(await tab.locator('[data-time-words]').textContent()).toMatch(/^Time left: 1:/);
    desk.time = { left: null, until: '' };
    await tab.clock.runFor(61_000);
    await tab.locator('[data-time-left]').waitFor({ state: 'detached' });
    expect(new URL(tab.url()).pathname).toBe('/timed');
  });
});
