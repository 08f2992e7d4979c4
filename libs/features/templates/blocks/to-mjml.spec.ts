import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RenderPool } from '@platform/mail';
import { EVERY_BLOCK } from '../../../testing/block-examples';
import type { BlockDocument, ButtonBlock } from './block-document';
import { parseBlockDocument } from './parse-block-document';
import { toMjml, toPartial } from './to-mjml';

const GOLDEN = join(__dirname, 'every-block.golden.mjml');

function read(json: unknown): BlockDocument {
  const parsed = parseBlockDocument(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.document;
}

describe('MJML of a document', () => {
  let pool: RenderPool;
  beforeAll(() => {
    pool = new RenderPool();
  });
  afterAll(() => pool.close());

  const brand = { companyName: 'Salt', websiteUrl: 'https://salt.example', mutedColor: '#625a52' };
  const partials = { head: '<mj-attributes><mj-all font-family="Arial" /></mj-attributes>' };
  const compile = (mjml: string) =>
    pool.compile({ subject: 'x', mjml, brand: { ...brand, ...COLORS }, partials }, () => true);

  it('is the one on file: a change of it is a change of every email that is saved again', () => {
    const { mjml } = toMjml(read(EVERY_BLOCK));
    if (process.env.UPDATE_GOLDEN) writeFileSync(GOLDEN, mjml);
    expect(mjml).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  it('compiles, says what was written and nothing else, and keeps conditions', async () => {
    const message = await compile(toMjml(read(EVERY_BLOCK)).mjml);
    expect(message.hasUnsubscribe).toBe(true);
    expect(message.html).not.toMatch(/<script|onclick|data:x/);
    expect(message.html).toContain('Salt &amp; &lt;Stone&gt;');
    const { html, text } = await pool.render(
      {
        message,
        from: { address: 'a@example.com' },
        messageIdDomain: 'example.com',
        publicBaseUrl: 'https://example.com',
      },
      {
        to: { address: 'zoe@example.com' },
        context: {
          contact: {
            latitude: -3.5,
            birthDate: '2000-01-01',
            id: '7',
            email: 'zoe@example.com',
            city: "Vila d'Este",
            country: 'AT',
            firstName: '',
          },
          workspace: { name: 'Salt', postalAddress: 'Harbour 1' },
        },
        locale: 'en',
        timeZone: 'UTC',
      },
    );
    expect(text).toContain("Salt & <Stone>, l'ami");
    expect(html).toContain('Go, there');
    expect(html).not.toContain('Right');
    expect([html.includes('For regulars'), html.includes('Born before')]).toEqual([true, false]);
    expect(text).toContain('zoe@example.com');
    expect(text.replaceAll('\u2060', '')).toContain('{{not a tag}} \\');
  });

  it('of saved blocks are sections that stand in any email, in the colours of the brand', async () => {
    const { blocks } = read(EVERY_BLOCK);
    const button = { ...blocks.find(({ kind }) => kind === 'button')!, onlyIf: undefined } as ButtonBlock;
    const saved = 'b1c2d3e4-0000-4000-8000-00000000000a';
    const email = {
      v: 1,
      blocks: [{ id: 'x', kind: 'saved', savedBlockId: saved, place: 'content' }],
    };
    const { mjml } = toMjml(read({ ...email, blocks: [...email.blocks, blocks.at(-1)] }));
    expect(mjml).toContain(`{{> saved-${saved}}}`);
    const part = toPartial([button]);
    expect(part).not.toContain('mj-wrapper');
    expect(part).not.toContain('#0b5fff');
    const message = await pool.compile(
      {
        subject: 'x',
        mjml,
        brand: { ...brand, ...COLORS },
        partials: { ...partials, [`saved-${saved}`]: part },
      },
      () => true,
    );
    expect(message.html).toContain('Go, ');
  });

  it('tells of every line which block it comes from', () => {
    const { mjml, blockAt } = toMjml(read(EVERY_BLOCK));
    const lines = mjml.split('\n');
    const numberOf = (words: string) => lines.findIndex((line) => line.includes(words)) + 1;
    // HTML of one's own has lines of its own.
    const ofHtml = numberOf('Own <b>');
    expect([numberOf('Right'), ofHtml, ofHtml + 1, numberOf('mj-wrapper')].map(blockAt)).toEqual([
      '/blocks/5/columns/1/blocks/1',
      '/blocks/11',
      '/blocks/11',
      undefined,
    ]);
  });
});

const COLORS = Object.fromEntries(
  ['primaryColor', 'onPrimaryColor', 'surfaceColor', 'borderColor', 'textColor'].map((key) => [
    key,
    '#112233',
  ]),
);
