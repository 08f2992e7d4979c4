import type { DomainError } from '@platform/errors';
import { checkMessage } from './check-message';
import type { MessageInput } from './message';

const NOW = new Date('2026-11-23T10:00:00Z');
const template = { templateId: '018f0000-0000-7000-8000-000000000001' };
const check = (input: Partial<MessageInput>) =>
  checkMessage({ to: { email: 'ana@example.com' }, ...template, ...input }, NOW);

function problems(input: Partial<MessageInput>): string[] {
  try {
    check(input);
    return [];
  } catch (error) {
    return (error as DomainError).errors.map(({ pointer }) => pointer);
  }
}

describe('checkMessage', () => {
  it('tells every problem at once, with its field', () => {
    const input = {
      to: { email: 'ana@', name: 'x'.repeat(201) },
      replyTo: 'a@b.example\r\nBcc: c@d.example',
      mjml: '<mjml></mjml>',
      headers: { Bcc: 'x' },
      sendAt: new Date('2027-06-01T00:00:00Z'),
      idempotencyKey: 'with space',
    };
    expect(problems(input).sort()).toEqual(
      ['/headers/Bcc', '/idempotencyKey', '/mjml', '/replyTo', '/sendAt', '/to/email', '/to/name'].sort(),
    );
  });

  it.each([
    [{ templateId: undefined }, '/templateId'],
    [{ templateId: undefined, mjml: '<mjml></mjml>' }, '/subject'],
    [{ subject: '  ' }, '/subject'],
    [{ sendAt: new Date('nonsense') }, '/sendAt'],
    [{ data: { text: 'x'.repeat(130 * 1024) } }, '/data'],
  ])('refuses %j and points at %s', (input, pointer) => {
    expect(problems(input)).toEqual([pointer]);
  });

  it('keeps a subject without merge fields as text, and compiles one that has some', () => {
    expect(check({ subject: 'Order 7' })).toMatchObject({ subject: 'Order 7', content: template });
    expect(check({ subject: 'Order {{data.n}}' })).toMatchObject({
      subject: null,
      content: { ...template, subject: 'Order {{data.n}}' },
    });
    expect(check({ templateId: undefined, mjml: '<mjml/>', subject: 'Hi' })).toMatchObject({
      subject: null,
      content: { mjml: '<mjml/>', subject: 'Hi', preheader: '' },
    });
  });

  it('sends at once what should have gone in the past', () => {
    expect(check({ sendAt: new Date('2026-11-23T09:59:59Z') }).sendAt).toBeNull();
    const later = new Date('2026-11-23T10:00:01Z');
    expect(check({ sendAt: later }).sendAt).toEqual(later);
  });
});
