import { passwordProblem } from './password-rules';

const email = 'ada.lovelace@example.com';

describe('passwordProblem', () => {
  it.each(['analytical engine', 'žluťoučký kůň', 'aB3$aB3$xY9!', '🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📌'])(
    'accepts %s',
    (password) => {
      expect(passwordProblem(password, email)).toBeNull();
    },
  );

  it.each([
    ['elevenchars', /11 characters; it needs at least 12/],
    ['x'.repeat(257), /longer than 256/],
    ['Ada.Lovelace@Example.com', /must not be the email address/],
    ['ada.lovelace', /must not be the email address/],
    ['abababababab', /too few different characters/],
    ['QwertyuiopAS', /attackers try first/],
    ['Password12345!', /attackers try first/],
    ['1qaz2wsx3edc', /attackers try first/],
  ])('refuses %s', (password, reason) => {
    expect(passwordProblem(password, email)).toMatch(reason);
  });

  it('counts characters as people do', () => {
    expect(passwordProblem('🐎'.repeat(6), email)).toMatch(/has 6 characters/);
  });
});
