import request from 'supertest';
import { testWeb } from '../support/app.js';
import { makeWorld, worldPassword } from '../support/world.js';

// The last leg behind a proxy is plain http, and no forwarded header counts here: BASE_URL decides.
it('cookies are out of reach for scripts and other sites; with https they carry Secure, and the session its prefix', async () => {
  const secure = await testWeb(undefined, { env: { BASE_URL: 'https://learn.example.org' } });
  try {
    await makeWorld(secure);
    const signIn = await request(secure.server)
      .post('/sign-in')
      .set('Origin', 'https://learn.example.org')
      .type('form')
      .send({ email: 'learner@reed.test', password: worldPassword });
    const cookie = String(signIn.headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-reed=[\w-]{32}; /);
    for (const flag of [/; Path=\//, /; HttpOnly/, /; Secure/, /; SameSite=Lax/]) expect(cookie).toMatch(flag);
    expect(cookie).not.toMatch(/Domain/i);
    expect(signIn.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
    const signOut = await request(secure.server).post('/sign-out').set('Origin', 'https://learn.example.org').set('Cookie', cookie.split(';')[0]!);
    for (const line of signOut.headers['set-cookie'] as unknown as string[])
      for (const flag of [/HttpOnly/, /Secure/, /SameSite=Lax/]) expect(line).toMatch(flag);
    const language = await request(secure.server)
      .post('/language')
      .set('Origin', 'https://learn.example.org')
      .type('form')
      .send({ language: 'nl', back: '/' });
    for (const flag of [/HttpOnly/, /Secure/, /SameSite=Lax/]) expect(String(language.headers['set-cookie'])).toMatch(flag);
  } finally {
    await secure.close();
  }
}, 120_000);
