import { redactTokens } from './request-log';

describe('the log of requests', () => {
  it.each([
    ['/u/AQGi', '/u/[redacted]'],
    ['/C/AQGi', '/C/[redacted]'],
    ['/p/data/AQGi', '/p/[redacted]'],
    ['/hooks/in/chat/AQGi', '/hooks/in/chat/[redacted]'],
    ['/f/letter-abc/check/AQGi', '/f/letter-abc/check/[redacted]'],
    ['/f/letter-abc/challenge', '/f/letter-abc/challenge'],
    ['/api/v1/contacts', '/api/v1/contacts'],
  ])('says of %s only %s', (path, logged) => expect(redactTokens(path)).toBe(logged));
});
