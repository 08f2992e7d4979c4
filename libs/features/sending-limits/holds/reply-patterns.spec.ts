import * as patterns from './reply-patterns';

/** Without what a character class or a backslash takes the special meaning from. */
function skeleton({ source }: RegExp): string {
  return source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
}

/** `*`, `+`, `{3,}`, and limits on what has limits itself: `(…{0,9}…){0,9}` multiplies. */
const WITHOUT_END = /[*+]|\{\d+,\}/;
const NESTED = /\{[^)]*\)[{?]/;

it.each(Object.entries(patterns))(
  '%s costs no more per letter of a hostile reply than of any other',
  (_, pattern) => {
    expect(skeleton(pattern)).not.toMatch(WITHOUT_END);
    expect(skeleton(pattern)).not.toMatch(NESTED);
    // How far a match can reach from where it starts: that is all that is looked at again for the next letter.
    const reach = [...skeleton(pattern).matchAll(/\{(?:\d+,)?(\d+)\}/g)].map(([, most]) => Number(most));
    expect(Math.max(0, ...reach)).toBeLessThanOrEqual(60);
  },
);

it('the check knows patterns that go on without end', () => {
  for (const bad of [/a+b/, /(?:a|b)*c/, /x\d{2,}y/]) expect(skeleton(bad)).toMatch(WITHOUT_END);
  expect(skeleton(/(?:a{0,9}b){0,9}/)).toMatch(NESTED);
  for (const good of [/\+\*/, /[+*]/, /a{0,9}b?/]) expect(skeleton(good)).not.toMatch(WITHOUT_END);
});
