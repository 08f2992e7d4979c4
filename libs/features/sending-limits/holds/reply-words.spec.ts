import { withoutHosts, wordsOf } from './reply-words';

it.each([
  ['450 <ana@x.example>: no', '450 …: no'],
  ['450 <"too many"@x.example>: no', '450 …: no'],
  ['450 ana@x.example, bia@y.example', '450 …, …'],
  ['450 see https://x.example/?id=ana%40x.example', '450 see https:…'],
  ['450 see <https://aka.ms/postmaster>', '450 see <https://aka.ms/postmaster>'],
])('no address is shown: "%s"', (reply, shown) => {
  expect(wordsOf(reply).shown).toBe(shown);
});

it.each([
  ['450 shop.example: too many', '450 …: too many'],
  ['450 xn--bcher-kva.example Später.Bitte', '450 … Später.Bitte'],
  ['421 4.7.28 [203.0.113.9] at zen.spamhaus.org', '421 4.7.28 [203.0.113.9] at zen.spamhaus.org'],
  ['450 see https://mail.example/help', '450 see https://mail.example/help'],
])('no name of a host is left but of links and block lists: "%s"', (reply, left) => {
  expect(withoutHosts(reply)).toBe(left);
});

it('leaves out the domains it is given, and no parts of others', () => {
  expect(wordsOf('450 gmx.de is not mygmx.de', ['GMX.de', 'gmail']).shown).toBe('450 … is not mygmx.de');
});

it.each(['<', '@', '"', '"@', '<@', 'a', 'a.', 'a@', '%40', '<a', 'a%', '<a@', '<"a"@'])(
  'reads a long reply of "%s" at once',
  (piece) => {
    const started = performance.now();
    withoutHosts(wordsOf(piece.repeat(100_000)).plain);
    expect(performance.now() - started).toBeLessThan(1_000);
  },
);
