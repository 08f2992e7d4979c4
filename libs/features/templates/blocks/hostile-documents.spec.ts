import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { RenderPool } from '@platform/mail';
import type { BlockDocument } from './block-document';
import { parseBlockDocument } from './parse-block-document';
import { toMjml } from './to-mjml';

const RUNS = Math.max(40, Math.min(Number(process.env.PROPERTY_RUNS ?? 40), 2000));
const SEED = process.env.PROPERTY_SEED === undefined ? {} : { seed: Number(process.env.PROPERTY_SEED) };

/** Pieces that mean something to XML, HTML, MJML, CSS or Handlebars, and are put together in every way. */
const PIECES = [
  '{', '{{', '{{{', '}', '}}', '}}}', '\\', '"', "'", '<', '>', '&', '&lt;', '&#123;', '&quot;', '`', '=', '/', '\n', '\r', '\t', ' ', '\u0001', '\u0085', '\u2060',
  '#if ', '/if', '/each', '! ', '!-- ', '--', '> head', '> footer', 'contact.secret', 'default contact.secret ', 'lookup . "x"', '@root', 'constructor',
  '{{contact.secret}}', '{{#if contact.secret}}', '{{/if}}', '{{else}}', '{{{contact.secret}}}', '{{> header}}', '{{!', '}}}}', '{{brand.primaryColor}}',
  '<script>alert(1)</script>', '</mj-text>', '<mj-raw>', '</mj-raw>', '<mj-include path="/etc/passwd" />', '<!--', '-->', '<![CDATA[', ']]>', '<!--[if mso]>',
  '<img src=x onerror=alert(1)>', ' onclick="x()"', 'javascript:alert(1)', '<style>', '</style>', '<a href="javascript:x">y</a>', '<svg/onload=x>', '<p style="a:url(x)">',
  'Zoë', '🙂', 'words', '.', 'From ', '</td></tr></table>', '<br>', '<table><tr>',
]; // prettier-ignore
const hostile = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(''));
const link = fc.oneof(
  fc.constant(''),
  fc.constant('{{links.preferences}}'),
  fc.constant('https://example.com/?a=1&b={{contact.id}}'),
  hostile,
  hostile.map((tail) => `https://example.com/${tail}`),
  hostile.map((tail) => `mailto:${tail}`),
);
const mark = fc.option(fc.constant(true), { nil: undefined });
const tag = fc.record({
  field: fc.constantFrom('contact.firstName', 'contact.attributes.plan'),
  fallback: hostile,
  bold: mark,
});
const inline = fc.oneof(
  fc.record({ text: hostile, bold: mark, italic: mark }),
  fc.record({ text: hostile, href: link }),
  tag,
);
const inlines = fc.array(inline, { maxLength: 4 });
const onlyIf = fc.option(
  fc.oneof(
    fc.record({ field: fc.constant('contact.firstName'), is: fc.constantFrom('set', 'notSet') }),
    fc.record({ field: fc.constant('contact.city'), is: fc.constant('equal'), value: hostile }),
    fc.record({
      field: fc.constant('contact.attributes.n'),
      is: fc.constantFrom('notEqual', 'moreThan', 'atLeast', 'lessThan', 'atMost'),
      value: fc.double(),
    }),
    fc.record({
      field: fc.constant('contact.birthDate'),
      is: fc.constantFrom('before', 'from'),
      value: fc.constantFrom('2026-02-28', '0001-01-01'),
    }),
  ),
  { nil: undefined },
);
const align = fc.constantFrom('left', 'center', 'right');
const columnBlock = fc.oneof(
  fc.record({
    kind: fc.constant('heading'),
    level: fc.constantFrom(1, 2, 3),
    align,
    content: inlines,
    onlyIf,
  }),
  fc.record({
    kind: fc.constant('text'),
    align,
    size: fc.constant('normal'),
    passages: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('paragraph'), content: inlines }),
        fc.record({
          kind: fc.constant('list'),
          isOrdered: fc.boolean(),
          items: fc.array(inlines, { minLength: 1, maxLength: 3 }),
        }),
      ),
      { maxLength: 3 },
    ),
    onlyIf,
  }),
  fc.record({
    kind: fc.constant('image'),
    src: link,
    alt: hostile,
    href: link,
    width: fc.constant(null),
    align,
  }),
  fc.record({ kind: fc.constant('button'), label: hostile, href: link, align, isWide: fc.boolean(), onlyIf }),
  fc.record({
    kind: fc.constant('social'),
    align,
    links: fc.array(fc.record({ network: fc.constant('x'), href: link }), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('html'), html: hostile, onlyIf }),
);
const block = fc.oneof(
  columnBlock,
  fc.record({
    kind: fc.constant('columns'),
    split: fc.constant('1-1'),
    columns: fc.tuple(column(), column()),
    onlyIf,
  }),
  fc.record({
    kind: fc.constant('header'),
    logo: link,
    showsViewInBrowser: fc.boolean(),
  }),
);
const footer = fc.record({
  kind: fc.constant('footer'),
  align,
  reason: inlines,
  unsubscribeLabel: hostile,
  preferencesLabel: hostile,
});
const documents = fc
  .tuple(fc.array(block, { maxLength: 6 }), footer)
  .map(([blocks, last]) => ({ v: 1, style: {}, blocks: [...blocks, last] }));

function column() {
  return fc.record({ blocks: fc.array(columnBlock, { maxLength: 2 }) });
}

/** Ids by place, and without what the parser names as wrong: what is left is a document that the API takes. */
function acceptable(json: { blocks: object[] }): BlockDocument {
  let count = 0;
  const withIds = JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    !('content' in value && value.kind === 'paragraph') &&
    value.kind !== 'list'
      ? { id: `b${(count += 1)}`, ...value }
      : value,
  ) as unknown;
  for (let round = 0; round < 200; round += 1) {
    const parsed = parseBlockDocument(withIds);
    if (parsed.ok) return parsed.document;
    for (const { pointer, message } of parsed.issues) {
      expect(message).toMatch(/^Block \d+/);
      blank(withIds, pointer.slice(1).split('/'));
    }
  }
  throw new Error('The parser still finds something wrong.');
}

function blank(value: unknown, path: string[]): void {
  const [key = '', ...rest] = path;
  const node = value as Record<string, unknown>;
  if (rest.length > 0) return blank(node[key], rest);
  node[key] = /Label$/.test(key) ? 'Words' : '';
}

function threats(html: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (/^(script|iframe|svg|form|object|embed|base)$/.test(name)) found.push(`<${name}>`);
      for (const [key, value] of Object.entries(attributes)) {
        if (/^on/.test(key)) found.push(`${key}=${value}`);
        if (/^(href|src)$/.test(key) && !/^(https?:|mailto:|tel:|#|$)/.test(value))
          found.push(`${key}=${value}`);
        if (/["<>]/.test(key)) found.push(key);
      }
    },
  });
  parser.end(html);
  return found;
}

describe('hostile documents', () => {
  let pool: RenderPool;
  beforeAll(() => {
    pool = new RenderPool();
  });
  afterAll(() => pool.close());

  it('become MJML that compiles, asks for no field that was not asked for, and runs nothing', async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (json) => {
        const document = acceptable(json);
        const message = await pool.compile(
          { subject: 'x', ...SURROUNDINGS, mjml: toMjml(document).mjml },
          () => true,
        );
        const asked = new Set(JSON.stringify(document).match(/contact\.[\w.]+|brand\.\w+/g) ?? []);
        const { fields } = message;
        expect(
          fields.map(({ path }) => path).filter((path) => !asked.has(path) && !path.startsWith('workspace.')),
        ).toEqual([]);
        const rendered = await pool.render(
          {
            message,
            from: { address: 'a@example.com' },
            messageIdDomain: 'example.com',
            publicBaseUrl: 'https://example.com',
          },
          {
            to: { address: 'zoe@example.com' },
            context: {
              contact: { firstName: '<script>x</script>', id: '7', secret: 'https://secret.example' },
              workspace: { name: 'W', postalAddress: 'P' },
            },
            locale: 'en',
            timeZone: 'UTC',
          },
        );
        expect(threats(rendered.html)).toEqual([]);
        expect(message.hasUnsubscribe).toBe(true);
      }),
      { numRuns: RUNS, ...SEED },
    );
  });

  it('are refused with a place whatever they are', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (anything) => {
        const parsed = parseBlockDocument({ v: 1, blocks: [anything] });
        expect(parsed.ok).toBe(false);
        expect(parseBlockDocument(anything).ok).toBe(false);
      }),
      { numRuns: 300, ...SEED },
    );
  });
});

const SURROUNDINGS = {
  partials: { head: '<mj-attributes><mj-all font-family="Arial" /></mj-attributes>' },
  brand: Object.fromEntries(
    ['primaryColor', 'onPrimaryColor', 'surfaceColor', 'borderColor', 'textColor', 'mutedColor']
      .map((key) => [key, '#112233'])
      .concat([
        ['companyName', 'Salt'],
        ['websiteUrl', 'https://salt.example'],
      ]),
  ) as Record<string, string>,
};
