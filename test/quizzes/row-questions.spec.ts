import { QuizService } from '../../src/quizzes/quiz.service.js';
import { rightAnswer } from '../../src/questions/rules/grade.js';
import { testWeb, type TestWeb } from '../support/app.js';
import { rowCoursesFolder } from '../support/courses.js';
import { PlainBrowser } from '../support/plain-browser.js';
import { formOf } from '../support/answers.js';
import { makeWorld, signedIn, worldPassword, type World } from '../support/world.js';

let t: TestWeb;
let world: World;
let b: PlainBrowser;
let quiz: string;

beforeAll(async () => {
  t = await testWeb();
  world = await makeWorld(t, rowCoursesFolder());
  await t.app.listen(0, '127.0.0.1');
  b = new PlainBrowser((await t.app.getUrl()).replace('[::1]', '127.0.0.1'));
  quiz = `/learn/${world.here.enrolmentId}/quizzes/q-shared`;
  await b.open('/sign-in');
  await b.fill('E-mail address', world.here.learner).fill('Password', worldPassword).press('Sign in');
}, 120_000);
afterAll(() => t?.close());

/** What the learner has given in an attempt. */
const kept = async (number = 1): Promise<Record<string, string[]>> => {
  const rows = await t.database.query(
    `SELECT question_id, answer FROM response JOIN attempt ON attempt.id = attempt_id WHERE number = $1 ORDER BY question_id`,
    [number],
  );
  return Object.fromEntries(rows.map((row) => [row.question_id as string, row.answer as string[]]));
};

/** How each question is answered by somebody who sees its words only. */
const answers: Record<string, () => void> = {
  'How do you reach whom?': () =>
    b
      .select('Parents of pupils', 'A letter through the school')
      .select('Drivers who cross', 'A sign before the last turning')
      .select('The nine traders', 'A visit by somebody'),
  'In which order do you work on the letter?': () =>
    b.select('Ask three readers', '1').select('Write the letter', '2').select('Let somebody read', '2').select('Send it', '4'),
  'What stands first, and what at the end?': () =>
    b
      .select('The day by which', 'In the first lines')
      .select('Where to ask', 'In the first lines')
      .select('The article of the law', 'At the end')
      .select('How to appeal', 'In the first lines'),
  'Complete the notice.': () => b.select('Gap 1 of 2', 'from Monday 3').select('Gap 2 of 2', 'the yellow form'),
  'Which of these hold for a letter of the town?': () =>
    b
      .choose('True', 'A short sentence')
      .choose('False', 'It begins with the article')
      .choose('True', 'It names somebody')
      .choose('True', 'It says everything'),
};

describe('one question of each type of rows, without script', () => {
  it('is answered, kept as it was given, seen again, graded and explained', async () => {
    await b.open(quiz);
    await b.press('Start');
    const asked: string[] = [];
    for (let k = 1; k <= 5; k++) {
      const stem = Object.keys(answers).find((one) => b.heading.endsWith(one))!;
      asked.push(stem);
      answers[stem]!();
      await b.press(k < 5 ? 'Next question' : 'Look through');
    }
    expect([...asked].sort()).toEqual(Object.keys(answers).sort());
    const given = await kept();
    expect(Object.keys(given)).toEqual(['q-four', 'q-gaps', 'q-groups', 'q-order', 'q-pairs']);
    expect([...given['q-order']!].sort()).toEqual(['ask=1', 'send=4', 'test=2', 'write=2']);
    expect([...given['q-four']!].sort()).toEqual(['all=true', 'law=false', 'name=true', 'short=true']);
    expect([...given['q-gaps']!].sort()).toEqual(['what=form', 'when=day']);

    await b.open(`${quiz}/attempts/1/questions/${asked.indexOf('In which order do you work on the letter?') + 1}`);
    expect(b.text).toContain('More than one step has place 2. Each place is used once.');
    await b.press(/^(Next question|Look through)/);
    expect(await kept()).toEqual(given);

    await b.open(`${quiz}/attempts/1/review`);
    expect(b.text).toContain('One question is answered only in part');
    expect(b.text.match(/Answered in part/g)).toHaveLength(1);
    await b.press('Hand in as it is');
    // 1 for the pairs and the gaps, ¾ for the groups and the order, ½ for the statements: 4 of 5.
    expect(b.text).toContain('4 of 5 points');
    expect(b.text).toContain('Right: At the end');
    expect(b.text).toContain('Your answer: place 2');
    expect(b.text).toContain('Readers look for their own case.');
    expect(b.text).toContain('Steps in the same place were judged each by itself.');
  });

  it('may be left half done: rows that are open stay open', async () => {
    await b.open(quiz);
    await b.press('Try again');
    while (!b.heading.endsWith('How do you reach whom?')) await b.press('Next question');
    b.select('Drivers who cross', 'A poster');
    await b.press(/^(Next question|Look through)/);
    expect((await kept(2))['q-pairs']).toEqual(['drivers=poster']);
  });

  it('is told whole to other programs, without its key until it is handed in', async () => {
    const learner = await signedIn(t, world.here.learner);
    interface Told {
      questions: {
        type: string;
        text?: string;
        rows?: { id: string; text: string; values: { id: string; text: string }[] }[];
        parts?: { id: string; wanted: string | null }[];
      }[];
    }
    const told = async (number: number) =>
      (await learner.get(`/api/v1/enrolments/${world.here.enrolmentId}/quizzes/q-shared/attempts/${number}`)).body as Told;
    const [finished, open] = [await told(1), await told(2)];
    const of = (sheet: Told, type: string) => sheet.questions.find((question) => question.type === type)!;
    expect(open.questions.map(({ type, rows }) => `${type} ${rows?.length}`).sort()).toEqual([
      'categorising 4',
      'gapmenu 2',
      'kprim 4',
      'matching 3',
      'ordering 4',
    ]);
    const pairs = of(open, 'matching').rows!.find(({ id }) => id === 'drivers')!;
    expect(pairs.text).toBe('Drivers who cross the square');
    expect([...pairs.values].sort((a, b2) => a.id.localeCompare(b2.id))).toEqual([
      { id: 'letter', text: 'A letter through the school' },
      { id: 'poster', text: 'A poster in the town hall' },
      { id: 'sign', text: 'A sign before the last turning' },
      { id: 'visit', text: 'A visit by somebody who can decide' },
    ]);
    expect(of(open, 'gapmenu').text).toContain('The road is closed [[when]].');
    expect(of(open, 'kprim').rows![0]!.values.map(({ id }) => id)).toEqual(['true', 'false']);
    expect(of(open, 'ordering').rows![0]!.values.map(({ text }) => text)).toEqual(['1', '2', '3', '4']);
    expect(JSON.stringify(open)).not.toMatch(/wanted|With days one can plan/);
    expect(of(finished, 'ordering').parts!.map(({ id, wanted }) => [id, wanted])).toEqual([
      ['ask', '1'],
      ['write', '2'],
      ['test', '3'],
      ['send', '4'],
    ]);
  });

  it('takes nothing that is not an answer to it, and nothing from anybody else', async () => {
    const service = t.get(QuizService);
    const rows = await t.database.query(`SELECT person_id FROM enrolment WHERE id = $1`, [world.here.enrolmentId]);
    const viewer = {
      personId: rows[0]!.person_id as string,
      name: '',
      email: '',
      language: 'en',
      zone: 'UTC',
      theme: 'system',
      grants: [],
      by: 'session',
    } as const;
    const { questions } = await service.sheet({ ...viewer, grants: [] }, world.here.enrolmentId, 'q-shared', 2);
    const before = await kept(2);
    const learner = await signedIn(t, world.here.learner);
    const outsider = await signedIn(t, world.there.learner);
    for (const [index, question] of questions.entries()) {
      const path = `${quiz}/attempts/2/questions/${index + 1}/answer`;
      const send = (who: typeof learner, form: Record<string, string | string[]>) =>
        who.post(path).set('Origin', t.config.baseUrl).set('Accept', 'application/json').type('form').send(form);
      const typed = question.type === 'kprim' ? ['short', 'law', 'name', 'all'] : [];
      expect((await send(learner, { answer: ['zebra=1'] })).status).toBe(422);
      expect((await send(outsider, formOf(rightAnswer(question), typed))).status).toBe(404);
    }
    expect(await kept(2)).toEqual(before);
    for (const [index, question] of questions.entries()) {
      const answer = await learner
        .post(`${quiz}/attempts/2/questions/${index + 1}/answer`)
        .set('Origin', t.config.baseUrl)
        .set('Accept', 'application/json')
        .type('form')
        .send(formOf(rightAnswer(question), question.type === 'kprim' ? ['short', 'law', 'name', 'all'] : []));
      expect(answer.status).toBe(200);
    }
    await b.open(`${quiz}/attempts/2/review`);
    expect(b.text).toContain('All 5 questions are answered');
    await b.press('Hand in');
    expect(b.text).toContain('5 of 5 points');
  });
});
