import { readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { testWeb } from '../support/app.js';
import { casesFolder } from '../support/courses.js';
import { makeWorld, signedIn } from '../support/world.js';

test('where answers are not shown, the steps that were walked do not tell them', async () => {
  const folder = casesFolder();
  const file = join(folder, 'library/m-shared/q-shared.quiz.yaml');
  const before = readFileSync(file, 'utf8');
  writeFileSync(file, before.replace(/^draw: 3$/m, 'draw: 3\nshow: { answers: never, marks: never, explanations: never }'));
  const t = await testWeb();
  const world = await makeWorld(t, folder);
  const learner = await signedIn(t, world.here.learner);
  const api = `/api/v1/enrolments/${world.here.enrolmentId}/quizzes/q-shared/attempts`;
  const send = (way: 'post' | 'put', path: string, body: object = {}) => learner[way](path).set('Origin', t.config.baseUrl).send(body).expect(200);
  const steps = async () => {
    const { questions } = (await learner.get(`${api}/1`)).body as { questions: { id: string; answer: string[] | null; asks: { id: string }[] }[] };
    const { answer, asks } = questions.find(({ id }) => id === 'q-case')!;
    return { answer, asked: asks.some(({ id }) => id === 'question') };
  };
  await send('post', api);
  await send('put', `${api}/1/answers/q-case`, { answer: ['counter=listen'] });
  expect(await steps()).toEqual({ answer: ['counter=listen'], asked: true });
  await send('post', `${api}/1/hand-in`);
  expect(await steps()).toEqual({ answer: null, asked: false });
  await t.close();
  await rm(folder, { recursive: true, force: true });
});
