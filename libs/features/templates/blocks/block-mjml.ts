import {
  COLUMN_SPLITS,
  isMergeTag,
  SOCIAL_NETWORKS,
  type Block,
  type BlockKind,
  type ColumnBlock,
  type Condition,
  type DocumentStyle,
  type Inline,
  type Passage,
} from './block-document';
import { cleanHtml } from './clean-html';
import { escapeMergeText, escapeText, quote, writeTag } from './merge-text';

/** A line of MJML, and how deep it stands. */
export type Writer = (line: string) => void;

const SIZES = { small: [14, 22], normal: [16, 26], large: [18, 29] } as const;
const HEADINGS = { 1: [34, 42], 2: [24, 31], 3: [18, 25] } as const;
const SPACE: Record<BlockKind, { above: number; below: number }> = {
  heading: { above: 8, below: 12 },
  text: { above: 0, below: 16 },
  image: { above: 4, below: 20 },
  button: { above: 8, below: 24 },
  columns: { above: 4, below: 4 },
  divider: { above: 12, below: 20 },
  spacer: { above: 0, below: 0 },
  social: { above: 8, below: 16 },
  html: { above: 0, below: 16 },
  header: { above: 28, below: 24 },
  footer: { above: 32, below: 48 },
  saved: { above: 0, below: 0 },
};

/** The pixels above and below a block that says nothing of them. */
export function defaultSpace(kind: BlockKind): { above: number; below: number } {
  return SPACE[kind];
}

/** The beginning and the end of what only some get; both empty when everybody does. */
export function conditionOf({ onlyIf }: Pick<Block, 'onlyIf'>): { opening: string; closing: string } {
  if (onlyIf === undefined) return { opening: '', closing: '' };
  const isUnless = onlyIf.is === 'notSet' || onlyIf.is === 'notEqual';
  const name = isUnless ? 'unless' : 'if';
  return {
    opening: `<mj-raw>{{#${name} ${testOf(onlyIf)}}}</mj-raw>`,
    closing: `<mj-raw>{{/${name}}}</mj-raw>`,
  };
}

const COMPARISONS = {
  equal: 'eq',
  notEqual: 'eq',
  moreThan: 'gt',
  atLeast: 'gte',
  lessThan: 'lt',
  atMost: 'lte',
  before: 'lt',
  from: 'gte',
} as const;

/**
 * Lines whose first element is shown on phones alone, or on wider screens alone (classes of the partial `head`). Mail programs that read no style sheet show
 * what is for wider screens.
 */
export function onScreens(lines: string[], { onlyOn }: Pick<Block, 'onlyOn'>): string[] {
  if (onlyOn === undefined) return lines;
  const [first = '', ...rest] = lines;
  const name = `only-${onlyOn}`;
  const marked = first.includes(' css-class="')
    ? first.replace(' css-class="', ` css-class="${name} `)
    : first.replace(/^(\s*<[a-z-]+)/, `$1 css-class="${name}"`);
  return [marked, ...rest];
}

function testOf(condition: Condition): string {
  if (!('value' in condition)) return condition.field;
  const { field, is, value } = condition;
  return `(${COMPARISONS[is]} ${field} ${typeof value === 'number' ? plainNumber(value) : quote(value)})`;
}

/** Handlebars knows no exponents. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? quote(text) : text;
}

/** The elements of a block that stands in a column. Text that people wrote is escaped or cleaned. */
export function writeColumnBlock(block: ColumnBlock, style: DocumentStyle): string[] {
  return onScreens(writeElement(block, style), block);
}

function writeElement(block: ColumnBlock, style: DocumentStyle): string[] {
  const padding = `padding="${paddingOf(block)}"`;
  switch (block.kind) {
    case 'heading': {
      const [size, line] = HEADINGS[block.level];
      const display = block.level === 1 ? ' css-class="display"' : '';
      const look = `margin: 0; font-size: ${size}px; line-height: ${line}px; font-weight: 700`;
      const words = writeInlines(block.content, style);
      return [
        `<mj-text mj-class="heading"${display} align="${block.align}" ${padding}${colored('color', style.textColor)}${fonts(style.headingFontFamily)}>`,
        `  <h${block.level} style="${look}">${words}</h${block.level}>`,
        '</mj-text>',
      ];
    }
    case 'text': {
      const [size, line] = SIZES[block.size];
      return [
        `<mj-text align="${block.align}" font-size="${size}px" line-height="${line}px" ${padding}${textLook(style)}>`,
        ...block.passages.map((passage, index) => {
          const isLast = index === block.passages.length - 1;
          return `  ${writePassage(passage, isLast, style)}`;
        }),
        '</mj-text>',
      ];
    }
    case 'image':
      return writeImage(block, padding);
    case 'button':
      return writeButton(block, padding, style);
    case 'divider':
      return [`<mj-divider ${padding}${colored('border-color', style.borderColor)} />`];
    case 'spacer':
      return [`<mj-spacer height="${block.height}px" ${padding} />`];
    case 'social':
      return writeSocial(block, style);
    case 'html':
      return [`<mj-text ${padding}${textLook(style)}>`, cleanHtml(block.html), '</mj-text>'];
  }
}

function writeImage(block: Extract<Block, { kind: 'image' }>, padding: string): string[] {
  if (block.src === '') return [];
  const width = block.width === null ? '' : ` width="${block.width}px"`;
  const href = block.href === '' ? '' : ` href="${escapeMergeText(block.href)}"`;
  return [
    `<mj-image src="${escapeMergeText(block.src)}" alt="${escapeMergeText(block.alt)}"${href}${width} align="${block.align}" ${padding} />`,
  ];
}

function writeButton(
  block: Extract<Block, { kind: 'button' }>,
  padding: string,
  style: DocumentStyle,
): string[] {
  const href = block.href === '' ? '' : ` href="${escapeMergeText(block.href)}"`;
  const width = block.isWide ? ' width="100%"' : '';
  const look = `${colored('background-color', style.primaryColor)}${colored('color', style.onPrimaryColor)}${fonts(style.fontFamily)}`;
  return [
    `<mj-button${href} align="${block.align}"${width} ${padding}${look}>${escapeMergeText(block.label)}</mj-button>`,
  ];
}

function writeSocial(block: Extract<Block, { kind: 'social' }>, style: DocumentStyle): string[] {
  const links = block.links.filter(({ href }) => href !== '');
  if (links.length === 0) return [];
  const border = style.borderColor ?? '{{brand.borderColor}}';
  const look = `display: inline-block; margin: 0 4px 8px; padding: 6px 14px; border: 1px solid ${border}; border-radius: 18px; text-decoration: none; color: ${style.textColor ?? '{{brand.textColor}}'}`;
  return [
    `<mj-text align="${block.align}" font-size="14px" line-height="20px" padding="${paddingOf(block)}"${textLook(style)}>`,
    ...links.map(
      ({ network, href }) =>
        `  <a href="${escapeMergeText(href)}" style="${look}">${SOCIAL_NETWORKS[network]}</a>`,
    ),
    '</mj-text>',
  ];
}

/** Shares of a section's width, in percent. */
export function columnWidths(split: keyof typeof COLUMN_SPLITS): readonly number[] {
  return COLUMN_SPLITS[split];
}

export function paddingOf({ kind, space }: Pick<Block, 'kind' | 'space'>): string {
  const { above, below } = space ?? defaultSpace(kind);
  return `${above}px 0 ${below}px`;
}

function writePassage(passage: Passage, isLast: boolean, style: DocumentStyle): string {
  const margin = isLast ? 'margin: 0' : 'margin: 0 0 14px';
  if (passage.kind === 'paragraph') return `<p style="${margin}">${writeInlines(passage.content, style)}</p>`;
  const tag = passage.isOrdered ? 'ol' : 'ul';
  const items = passage.items.map((item) => `<li style="margin: 0 0 6px">${writeInlines(item, style)}</li>`);
  return `<${tag} style="${margin}; padding-left: 24px">${items.join('')}</${tag}>`;
}

export function writeInlines(inlines: Inline[], style: DocumentStyle): string {
  return inlines
    .map((inline) => {
      const words = isMergeTag(inline)
        ? writeTag(inline)
        : escapeText(inline.text).replaceAll('\n', '<br />');
      const marked = [
        inline.bold && 'strong',
        inline.italic && 'em',
        inline.underline && 'u',
        inline.strike && 's',
      ].reduce<string>((inner, mark) => (mark ? `<${mark}>${inner}</${mark}>` : inner), words);
      if (inline.href === undefined) return marked;
      const color = style.primaryColor ?? '{{brand.primaryColor}}';
      const look = `color: ${color}; text-decoration: underline`;
      return `<a href="${escapeMergeText(inline.href)}" style="${look}">${marked}</a>`;
    })
    .join('');
}

export function textLook(style: DocumentStyle): string {
  return `${colored('color', style.textColor)}${fonts(style.fontFamily)}`;
}

function colored(attribute: string, color: string | undefined): string {
  return color === undefined ? '' : ` ${attribute}="${color}"`;
}

function fonts(family: string | undefined): string {
  return family === undefined ? '' : ` font-family="${family}"`;
}
