import { MAP_TOKEN, withClickCounts } from './click-map';

const link = (position: number) =>
  `<a style="x" href="https://example.com/l/${MAP_TOKEN}~${position}" target="_blank">Go</a>`;
const clicks = [
  { position: 0, uniqueHumanClickers: 1500 },
  { position: 1, uniqueHumanClickers: 500 },
];

describe('click map', () => {
  it('says at each link who clicked and the share of all clicks, in the words of the language', () => {
    const html = withClickCounts(`${link(0)} ${link(1)}`, clicks, { locale: 'de' });
    expect(html).toContain('>1.500 · 75\u00a0%</span>Go</a>');
    expect(html).toContain('>500 · 25\u00a0%</span>Go</a>');
  });

  it('leads nowhere, and leaves other links alone', () => {
    const html = withClickCounts(`${link(0)}<a href="#">Unsubscribe</a>`, clicks, { locale: 'en' });
    expect(html).not.toContain('example.com');
    expect(html).toContain('<a href="#">Unsubscribe</a>');
  });

  it('looks through much text that begins like links once, not again from each', () => {
    // The square of this would take minutes.
    const html = `<p title="${'<a '.repeat(300_000)}">x</p>${link(0)}`;
    expect(withClickCounts(html, clicks, { locale: 'en' })).toContain('1,500');
  });

  it('shows a link that nobody clicked as nothing, and no share where nobody clicked at all', () => {
    expect(withClickCounts(link(7), [], { locale: 'en' })).toContain('>0</span>Go</a>');
  });

  it.each(['en-a1', 'en-ab-cd', 'aaa-12', 'en-aaaaa-aaaaa', ''])(
    'writes numbers the English way where %j is no language',
    (locale) => {
      expect(withClickCounts(link(0), clicks, { locale })).toContain('>1,500 · 75%</span>Go</a>');
    },
  );
});
