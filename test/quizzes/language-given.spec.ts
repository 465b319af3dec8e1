import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testWeb, type TestWeb } from '../support/app.js';
import { typedCoursesFolder } from '../support/courses.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

// A response is graded by the answers of the language in which it was given, whatever its learner reads before or afterwards.

describe.each(['one', 'all'])('answers in two languages, layout %s, without script', (layout) => {
  let t: TestWeb;
  let world: World;
  let b: PlainBrowser;
  /** The same person at another window. */
  let other: PlainBrowser;
  let quiz = '';
  /** Page of the question about plain language. */
  let place = '';

  beforeAll(async () => {
    const folder = typedCoursesFolder();
    const file = join(folder, 'library/m-shared/q-shared.quiz.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('draw: 5', `draw: 5\nlayout: ${layout}`));
    t = await testWeb();
    world = await makeWorld(t, folder);
    await t.app.listen(0, '127.0.0.1');
    const base = (await t.app.getUrl()).replace('[::1]', '127.0.0.1');
    [b, other] = [new PlainBrowser(base), new PlainBrowser(base)];
    for (const window of [b, other]) {
      await window.open('/sign-in');
      await window.fill('E-mail address', world.here.learner).fill('Password', worldPassword).press('Sign in');
    }
    quiz = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
    await b.open(quiz);
    await b.press('Start the quiz');
    const [row] = await t.database.query('SELECT questions FROM attempt');
    const k = (row!.questions as { id: string }[]).findIndex(({ id }) => id === 'q-word') + 1;
    place = `${quiz}/attempts/1/questions${layout === 'one' ? `/${k}` : ''}`;
  }, 120_000);
  afterAll(() => t?.close());

  const read = async (language: 'English' | 'Nederlands', window = other): Promise<void> => {
    await window.open('/');
    await window.press(language);
  };
  const kept = () =>
    t.database.one<{ language: string; answer: string[]; sequence: number }>(
      `SELECT language, answer, sequence FROM response WHERE question_id = 'q-word'`,
    );
  const onward = /^(Next question|Volgende vraag|Look through your answers|Bekijk je antwoorden)$/;
  const write = (text: string): PlainBrowser => {
    b.page.querySelector(`input[type="text"][name^="${layout === 'one' ? 'answer' : 'answer-q-word'}"]`)!.setAttribute('value', text);
    return b;
  };

  it('what was given in Dutch stays Dutch where it is looked at in English and sent again as it was', async () => {
    await read('Nederlands');
    await b.open(place);
    expect(b.lang).toBe('nl');
    await write('klare taal').press(onward);
    expect(await kept()).toEqual({ language: 'nl', answer: ['text=klare taal'], sequence: 1 });
    await read('English');
    await b.open(place);
    expect(b.lang).toBe('en');
    await b.press(onward);
    expect(await kept()).toEqual({ language: 'nl', answer: ['text=klare taal'], sequence: 1 });
  });

  it('a page that was opened in Dutch gives a Dutch answer, though another window has gone on to English', async () => {
    await read('Nederlands');
    await b.open(place);
    await read('English');
    await write('duidelijke taal').press(onward);
    expect(await kept()).toMatchObject({ language: 'nl', sequence: 2 });
  });

  it('what is changed in English is English', async () => {
    await b.open(place);
    expect(b.lang).toBe('en');
    await write('plain language').press(onward);
    expect(await kept()).toMatchObject({ language: 'en', sequence: 3 });
  });

  it('by the API the answer says its language, and no other than there is', async () => {
    const agent = await signedIn(t, world.here.learner);
    const put = (body: object) =>
      agent.put(`/api/v1/enrolments/${world.here.enrolmentId}/quizzes/q-shared/attempts/1/answers/q-word`).set('Origin', t.config.baseUrl).send(body);
    expect((await put({ answer: ['text=klare taal'], language: 'nl' })).status).toBe(200);
    expect(await kept()).toMatchObject({ language: 'nl', sequence: 4 });
    expect((await put({ answer: ['text=plain language'] })).status).toBe(200);
    expect(await kept()).toMatchObject({ language: 'en', sequence: 5 });
    expect((await put({ answer: ['text=klare taal'], language: 'xx' })).status).toBe(422);
    expect(await kept()).toMatchObject({ language: 'en', sequence: 5 });
  });
});
