import { sleep } from '../../support/processes.mjs';
import { Browser } from './browser.mjs';
import { quizzes } from './course.mjs';
import { Ledger } from './ledger.mjs';
import { any, chance, patience, upTo } from './line.mjs';

/** Changes of one attempt, at least. */
const changes = 30;

/** Opens an attempt and learns its questions. */
export async function begin(line, person, answers) {
  const quiz = `${person.enrolment}/quizzes/${quizzes[person.layout]}`;
  await line.sure(person, `/learn/${person.enrolment}/start`, '');
  await line.sure(person, `/learn/${quiz}/start`, '');
  person.attempt = `/learn/${quiz}/attempts/1`;
  person.api = `/api/v1/enrolments/${quiz}/attempts/1`;
  person.ledger = new Ledger();
  const sheet = JSON.parse((await line.sure(person, person.api, undefined, 'application/json')).text);
  person.questions = sheet.questions.map(({ id, type }, index) => ({ id, type, k: index + 1, given: [], answers: answers.get(id).answers }));
}

/** Any valid answer, now and then none, and now and then the one that was given before. */
function answerTo(person, question) {
  if (question.type === 'essay' && !person.writesEssay) return [];
  if (chance(90) || !question.given.length) question.given = chance(10) ? [] : any(question.answers);
  return question.given;
}

async function switchLanguage(line, person, browser) {
  person.language = person.language === 'en' ? 'nl' : 'en';
  await line.sure(person, '/language', new URLSearchParams({ language: person.language, back: '/' }).toString());
  line.counted.switched++;
  // In this window; or in another one, and this page goes on in the language in which it was opened.
  if (chance(60)) await browser.open(any(person.questions));
}

/** Answers, changes answers, goes to another device and back, and hands in while one more answer is on its way. */
export async function answerAll(line, person) {
  const browsers = Array.from({ length: person.twoDevices ? 2 : 1 }, () => new Browser(line, person));
  const check = patience(`to answer ${person.attempt}`);
  // Nobody is done before both have been restarted.
  for (let i = 0; i < changes || !line.shaken; i++) {
    check();
    if (line.failure) throw line.failure;
    const browser = any(browsers);
    await browser.decide();
    // Each question at least once; then any. Nobody waits until an answer is saved.
    const question = person.questions[i] ?? any(person.questions);
    if (chance(6)) await switchLanguage(line, person, browser);
    if (chance(4)) browser.crash();
    if (browsers.length > 1 && chance(person.layout === 'one' ? 50 : 15)) await browser.open(question);
    await browser.give(question, answerTo(person, question));
    await sleep(upTo(120));
    if (chance(person.layout === 'one' ? 25 : 10)) await browser.press();
  }
  for (const browser of browsers) await browser.settle();
  // Many wait so long that every old packet finds the attempt open; others hand in before.
  if (chance(70)) await Promise.all(person.late);
  const [browser, last] = [browsers[0], any(person.questions)];
  await browser.open(last);
  await browser.give(last, answerTo(person, last));
  await line.sure(person, `${person.attempt}/hand-in`, '');
  await browser.partOf(last).busy;
  if (line.failure) throw line.failure;
}
