import { MailButton, MailLink, MailList, MailSmall, MailText, renderMail } from '../../src/mail/mail-layout.js';

describe('renderMail', () => {
  const mail = renderMail({
    language: 'en',
    subject: 'A & B',
    body: (
      <>
        <MailText>Hello {'<Anna> & "co"'},</MailText>
        <MailList items={['one', 'two']} />
        <MailButton href="https://learn.example.org/welcome/x?a=1&b=2">Open it</MailButton>
        <MailText>
          Write to <MailLink href="mailto:a@b.test">us</MailLink>.
        </MailText>
      </>
    ),
    footer: <MailSmall>Why you get this</MailSmall>,
  });

  it('draws plain text from the same parts', () => {
    expect(mail.text).toBe(
      [
        'Hello <Anna> & "co",',
        '',
        '- one',
        '- two',
        '',
        'Open it:',
        'https://learn.example.org/welcome/x?a=1&b=2',
        '',
        'Write to us (mailto:a@b.test).',
        '',
        '-- ',
        '',
        'Why you get this',
        '',
        'Reed',
        '',
      ].join('\n'),
    );
  });

  it('escapes what people wrote', () => {
    expect(mail.html).toContain('Hello &lt;Anna> &amp; ');
    expect(mail.html).not.toContain('<Anna>');
    expect(mail.html).toContain('<html lang="en">');
    expect(mail.html).toContain('href="https://learn.example.org/welcome/x?a=1&amp;b=2"');
  });
});
