import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import mjml2html from 'mjml';

const HERE = __dirname;
const CLIP_AT = 102 * 1024;
const HELPERS = new Set([
  'if',
  'unless',
  'each',
  'with',
  'default',
  'upper',
  'lower',
  'date',
  'number',
  'eq',
]);
const MARKETING_FIELDS =
  /^(contact\.(firstName|company\.name|lastName)|contact\.attributes\.\w+|workspace\.(name|postalAddress)|campaign\.name|links\.(unsubscribe|preferences|viewInBrowser))$/;
/** Nothing that a visitor typed: names carry spam to strangers. */
const SYSTEM_FIELDS = /^(workspace\.(name|postalAddress)|data\.\w+|label|text|this)$/;

interface TemplateMeta {
  key: string;
  name: string;
  description: string;
  category: string;
  kind: 'marketing' | 'system';
  subject: string;
  preheader: string;
  fields: string[];
}

interface Shipped {
  folder: string;
  meta: TemplateMeta;
  source: string;
  sample: Record<string, unknown>;
}

const read = (...path: string[]) => readFileSync(join(HERE, ...path), 'utf8');
const brand = JSON.parse(read('brand.json')) as Record<string, string>;

const foldersOf = (...path: string[]) => readdirSync(join(HERE, ...path)).sort();

function shipped(set: 'gallery' | 'sequences' | 'system', folders = foldersOf(set)): Shipped[] {
  return folders.map((folder) => ({
    folder,
    meta: JSON.parse(read(set, folder, 'template.json')) as TemplateMeta,
    source: read(set, folder, 'body.mjml'),
    sample: JSON.parse(read(set, folder, 'sample.json')) as Record<string, unknown>,
  }));
}

const isLetter = ({ source }: Shipped) => source.includes('<mj-body css-class="page surface"');

/** Partials, then brand values, the way the compiler does it; a name that does not exist throws. */
function expand(source: string): string {
  return source
    .replace(/\{\{>\s*([\w-]+)\s*\}\}/g, (_, name: string) => read('partials', `${name}.mjml`))
    .replace(/\{\{\s*brand\.(\w+)\s*\}\}/g, (_, key: string) => {
      const value = brand[key];
      if (value === undefined) throw new Error(`brand.json has no "${key}"`);
      return value;
    });
}

async function compile(source: string) {
  return mjml2html(expand(source), { validationLevel: 'soft', ignoreIncludes: true, fonts: {} });
}

const engine = Handlebars.create();
engine.registerHelper('default', (value: unknown, fallback: unknown) => value || fallback);
engine.registerHelper('eq', (a: unknown, b: unknown) => a === b);

async function render(source: string, context: object): Promise<string> {
  return engine.compile(expand((await compile(source)).html))(context);
}

/** Every path and helper a template names, and whether anything goes out unescaped or through a partial. */
class UsesVisitor extends Handlebars.Visitor {
  readonly paths = new Set<string>();
  readonly forbidden: string[] = [];

  override PathExpression(path: hbs.AST.PathExpression): void {
    this.paths.add(path.original);
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) this.forbidden.push(`unescaped output, line ${mustache.loc.start.line}`);
    super.MustacheStatement(mustache);
  }

  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    this.forbidden.push(`partial, line ${partial.loc.start.line}`);
  }

  static of(template: string): UsesVisitor {
    const visitor = new UsesVisitor();
    visitor.accept(Handlebars.parse(template));
    return visitor;
  }
}

const sequenceFolders = foldersOf('sequences').flatMap((entry) =>
  foldersOf('sequences', entry).map((email) => `${entry}/${email}`),
);
const marketing = [...shipped('gallery'), ...shipped('sequences', sequenceFolders)];
const system = shipped('system');
const all = [...marketing, ...system].map((template) => [template.folder, template] as const);

describe('the shipped templates', () => {
  it('include the kinds of email a marketer starts from', () => {
    expect(marketing.map((template) => template.folder)).toEqual(
      expect.arrayContaining([
        ...['newsletter', 'welcome', 'lead-magnet', 'event-invitation', 'product-news', 'win-back'],
        ...['plain-letter', 'feedback-request'],
      ]),
    );
  });

  it.each(all)('%s is described in full', (folder, { meta }) => {
    expect(meta).toEqual({
      key: folder,
      name: expect.stringMatching(/^[A-Z].{3,30}$/),
      description: expect.stringMatching(/^.{30,200}\.$/),
      category: expect.stringMatching(/^[a-z-]+$/),
      kind: marketing.some((template) => template.meta === meta) ? 'marketing' : 'system',
      subject: expect.stringMatching(/^.{10,80}$/),
      preheader: expect.stringMatching(/^.{30,110}$/),
      fields: expect.any(Array),
    });
  });

  it.each(all)(
    '%s compiles without a complaint, far below the size mail clients clip at',
    async (_, { source }) => {
      const { html, errors } = await compile(source);
      expect(errors).toEqual([]);
      expect(Buffer.byteLength(html)).toBeLessThan(CLIP_AT / 2);
    },
  );

  it.each(all)(
    '%s names only fields and helpers that exist, and declares its custom fields',
    (_, template) => {
      const { meta, source } = template;
      const { paths, forbidden } = UsesVisitor.of([expand(source), meta.subject, meta.preheader].join('\n'));
      const fields = [...paths].filter((path) => !HELPERS.has(path));
      const known = meta.kind === 'marketing' ? MARKETING_FIELDS : SYSTEM_FIELDS;
      expect(forbidden).toEqual([]);
      expect(fields.filter((path) => !known.test(path))).toEqual([]);
      const custom = fields.filter((path) => path.startsWith('contact.attributes.'));
      expect(custom.map((path) => path.replace('contact.attributes.', '')).sort()).toEqual(meta.fields);
    },
  );

  it.each(all)('%s loads nothing from the network and runs nothing', async (_, { meta, source }) => {
    const { html } = await compile(source);
    const visible = html.replace(/<!--[\s\S]*?-->/g, '');
    expect(visible).not.toMatch(
      /<(img|script|iframe|link|object|video)\b|@import|url\(|\bsrc=|background="/i,
    );
    const targets = [...visible.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
    if (meta.kind === 'marketing') expect(targets.length).toBeGreaterThan(0);
    expect(
      targets.filter((href) => !/^(https:\/\/example\.com(\/[\w./-]*)?|\{\{[\w.]+\}\})$/.test(href)),
    ).toEqual([]);
  });

  it.each(all)('%s states its language and title, and knows dark mode', async (_, { source }) => {
    const { html } = await compile(source);
    expect(html).toMatch(/<html lang="en"/);
    expect(html).toMatch(/<title>[^<{]{10,}<\/title>/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
  });

  it.each(all)(
    '%s reads well with its sample and for a contact without a name',
    async (_, { source, sample }) => {
      const full = await render(source, sample);
      const contact = sample['contact'] as { firstName: string };
      if (source.includes('contact.firstName')) expect(full).toContain(contact.firstName);
      const bare = await render(source, { ...sample, contact: {} });
      for (const html of [full, bare]) {
        expect(html).not.toMatch(/\{\{|\}\}|undefined|\[object/);
        const text = html
          .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
          .replace(/&nbsp;/g, ' ')
          .replace(/\s+/g, ' ');
        expect(text).not.toMatch(/\b(Hello|Hi|Welcome|while) ?,? [,.!]/);
      }
    },
  );
});

describe('marketing templates', () => {
  const each = marketing.map((template) => [template.folder, template] as const);

  it.each(each)(
    '%s ends with the footer: address, reason, unsubscribe and preferences',
    async (_, template) => {
      expect(template.source).toMatch(/\{\{> footer\}\}\s*<\/mj-body>\s*<\/mjml>\s*$/);
      const html = await render(template.source, template.sample);
      const { workspace, links } = template.sample as Record<string, Record<string, string>>;
      for (const needed of [workspace?.['postalAddress'], 'You are receiving this email because']) {
        expect(html).toContain(needed);
      }
      expect(html).toContain(`href="${links?.['unsubscribe']}"`);
      expect(html).toContain(`href="${links?.['preferences']}"`);
    },
  );

  it.each(each)('%s has one main heading and one main button at most of the same kind', (_, template) => {
    const { source } = template;
    expect(source.match(/<h1\b/g) ?? []).toHaveLength(isLetter(template) ? 0 : 1);
    expect((source.match(/<mj-button\b/g) ?? []).length).toBeLessThanOrEqual(1);
  });

  it('shows the paragraph for companies to nobody else', async () => {
    const source = read('gallery', 'product-news', 'body.mjml');
    const at = (company: object | null) => render(source, { contact: { company }, workspace: {}, links: {} });
    expect(await at({ name: 'Café Sol' })).toContain('Ordering for Café Sol?');
    expect(await at(null)).not.toContain('Ordering for');
  });
});

describe('the default brand', () => {
  const channel = (hex: string, at: number) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (hex: string) =>
    0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
  const contrast = (a: string, b: string) => {
    const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };

  it.each([
    ...['surfaceColor', 'backgroundColor', 'tintColor'].flatMap((ground) => [
      ['textColor', ground],
      ['mutedColor', ground],
      ['accentColor', ground],
      ['primaryColor', ground],
    ]),
    ['onPrimaryColor', 'primaryColor'],
    ['onAccentColor', 'accentColor'],
  ])('%s on %s is readable (WCAG AA, 4.5 to 1)', (ink, ground) => {
    expect(contrast(brand[ink] ?? '', brand[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
