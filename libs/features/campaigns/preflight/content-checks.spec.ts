import { CLIP_AT, contentChecks } from './content-checks';
import { readMessage, type RenderedParts } from './message-facts';
import type { PreflightCheck } from './preflight';

const words =
  'A letter of more than a hundred and twenty characters, so that nobody takes it for one that consists of images and nothing else.';
const fine: RenderedParts = {
  subject: 'Three new coffees',
  preheader: 'And one that you should not miss',
  html: `<p>${words}</p><a href="https://shop.example/x">See them</a>`,
  text: words,
};
const checks = (
  parts: Partial<RenderedParts>,
  more: { bytes?: number; linkGaps?: never[] | Parameters<typeof contentChecks>[1]['linkGaps'] } = {},
) =>
  contentChecks([readMessage({ ...fine, ...parts })], { bytes: 5_000, linkGaps: [], variant: null, ...more });
const one = (id: string, parts: Partial<RenderedParts>, more = {}): PreflightCheck =>
  checks(parts, more).find((found) => found.id === id) as PreflightCheck;

describe('the content of a message', () => {
  it('is fine when nothing is to be said about it', () => {
    expect(checks({}).filter(({ level }) => level !== 'ok')).toEqual([]);
  });

  it('names links that lead nowhere, to placeholders, or where others can read along', () => {
    const html = `${fine.html}<a href="">Offer</a><a href="https://example.com/">Home</a><a href="http://old.example/">Old</a>`;
    const { level, sentence, figures } = one('links', { html });
    expect(level).toBe('warn');
    expect(sentence).toBe(
      'One link leads nowhere (“Offer”); one link leads to a placeholder (“Home”); one link leads to pages without encryption (“Old”). Targets are not fetched.',
    );
    expect(figures).toMatchObject({ links: 4, dead: [{ href: '', label: 'Offer' }] });
  });

  it('tells for how many a link has no address of its own', () => {
    const linkGaps = [{ url: '{{contact.attributes.page}}', label: 'Your page', percent: 12.5 }];
    expect(one('links', {}, { linkGaps }).sentence).toContain(
      '“Your page” leads nowhere for 12.5 % of the people',
    );
  });

  it('warns before Gmail cuts it off', () => {
    expect(one('size', {}, { bytes: CLIP_AT * 0.8 }).level).toBe('ok');
    expect(one('size', {}, { bytes: CLIP_AT * 0.95 }).sentence).toContain('nearly');
    expect(one('size', {}, { bytes: CLIP_AT + 1 }).sentence).toContain('hides what follows');
  });

  it('counts images that say nothing to those who do not see them', () => {
    const html = `<p>${words}</p><img src="a" alt="Boots"><img src="b" alt="">`;
    expect(one('images', { html })).toMatchObject({ level: 'warn', figures: { images: 2, withoutAlt: 1 } });
  });

  it('looks at subject, preheader and plain text', () => {
    expect(one('subject', { subject: 'x'.repeat(61) })).toMatchObject({ level: 'warn' });
    expect(one('subject', { subject: ' ' }).sentence).toContain('empty');
    expect(one('preheader', { preheader: '' }).sentence).toContain('no preheader');
    expect(one('preheader', { preheader: 'short' }).level).toBe('warn');
    expect(one('text-part', { text: '\n' }).level).toBe('warn');
  });

  it('finds an empty subject also when only some people get one', () => {
    const all = [fine, { ...fine, subject: '' }].map((parts) => readMessage(parts));
    const found = contentChecks(all, { bytes: 1, linkGaps: [], variant: 'b' }).find(
      ({ id }) => id === 'subject',
    );
    expect(found).toMatchObject({
      level: 'warn',
      variant: 'b',
      sentence: expect.stringContaining('some people'),
    });
  });
});
