import { mailboxOf } from './mailbox';

describe('mailboxOf', () => {
  it.each([
    ['ana@r.example', 'ana@r.example'],
    ['ana+shop@r.example', 'ana@r.example'],
    ['ana+shop+two@r.example', 'ana@r.example'],
    ['a.n.a@r.example', 'a.n.a@r.example'],
    ['a.n.a+shop@gmail.com', 'ana@gmail.com'],
    ['ana@googlemail.com', 'ana@gmail.com'],
    ['+ana@r.example', '+ana@r.example'],
    ['', '@'],
  ])('%s leads to %s', (key, mailbox) => expect(mailboxOf(key)).toBe(mailbox));
});
