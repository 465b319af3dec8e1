import { ConfigError, readConfig } from '../../src/platform/config.js';

describe('readConfig', () => {
  it('needs nothing', () => {
    const config = readConfig({});
    expect(config.shape).toBe('embedded');
    expect(config.baseUrl).toBe('http://127.0.0.1:3000');
    expect(config.secure).toBe(false);
  });

  it('knows a server by its DATABASE_URL', () => {
    const config = readConfig({ DATABASE_URL: 'postgres://a:b@db/reed', BASE_URL: 'https://learn.example.org', PORT: '8080' });
    expect([config.shape, config.secure, config.port]).toEqual(['server', true, 8080]);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '0'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['DATABASE_URL', 'nonsense'],
    ['REDIS_URL', 'http://x'],
    ['SMTP_URL', 'mail.example.org'],
    ['BASE_URL', 'http://learn.example.org'],
    ['BASE_URL', 'https://learn.example.org/reed'],
    ['TRUST_PROXY', 'yes'],
    ['DATABASE_POOL', '-1'],
    ['MAIL_FROM', 'nobody'],
    ['SIGNING_SECRET', 'guess me'],
    ['SIGNING_SECRET', 'c2hvcnQ='],
  ])('%s=%s stops the start with a sentence that names it and shows an example', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(name));
    expect(() => readConfig({ [name]: value })).toThrow(/Example|must/);
  });

  it('takes a secret of 32 bytes, and repeats none that is wrong', () => {
    const value = Buffer.alloc(32, 7).toString('base64');
    expect(readConfig({ SIGNING_SECRET: value }).signingSecret?.symmetricKeySize).toBe(32);
    expect(readConfig({ SIGNING_SECRET: '' }).signingSecret).toBeNull();
    expect(() => readConfig({ SIGNING_SECRET: `${value}x` })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(value) as string }),
    );
  });
});
