import type {
  Block,
  BlockDocument,
  ColumnsBlock,
  DocumentStyle,
  FooterBlock,
  HeaderBlock,
  OwnBlock,
} from './block-document';
import {
  columnWidths,
  conditionOf,
  defaultSpace,
  onScreens,
  paddingOf,
  textLook,
  writeColumnBlock,
  writeInlines,
} from './block-mjml';
import { escapeMergeText, escapeText } from './merge-text';

export interface DocumentMjml {
  mjml: string;
  /** Pointer of the block that line `line` (from 1) was made from; undefined for what stands around them. */
  blockAt: (line: number) => string | undefined;
}

/**
 * The email as MJML with merge tags, the only way from blocks to a message. Pure: the same document gives the same text. Values that a document leaves out are
 * written as `{{brand.…}}`, so that a change of the brand reaches it. Expects a document that `parseBlockDocument` accepted.
 */
export function toMjml(document: BlockDocument): DocumentMjml {
  const page = new Page(document.style);
  page.write(`<mjml lang="${document.style.lang ?? 'en'}">`);
  page.write('  <mj-head>', '    {{> head}}', '  </mj-head>');
  page.write(`  <mj-body css-class="page"${attribute('background-color', document.style.backgroundColor)}>`);
  document.blocks.forEach((block, index) => page.block(block, `/blocks/${index}`));
  page.endCard();
  page.write('  </mj-body>', '</mjml>', '');
  return page.result();
}

/**
 * Saved blocks as a partial: sections that stand where the partial is named. They wear the brand, whatever the style of the email around them is, so that they
 * look the same in all emails.
 */
export function toPartial(blocks: readonly OwnBlock[]): string {
  const page = new Page({}, true);
  blocks.forEach((block, index) => page.block(block, `/blocks/${index}`));
  return page.result().mjml;
}

/** The name of the partial that a saved block is. */
export function savedPartial(id: string): string {
  return `saved-${id}`;
}

function standsOutside(block: Block): boolean {
  if (block.kind === 'saved') return block.place !== 'content';
  return block.kind === 'header' || block.kind === 'footer';
}

/** Collects lines. Blocks between the header and the footer stand on one card. */
class Page {
  private readonly lines: string[] = [];
  /** By index of the line. */
  private readonly places: (string | undefined)[] = [];
  private place: string | undefined;
  private isInCard = false;

  /** `isPart`: whatever card there is stands around what is written. */
  constructor(
    private readonly style: DocumentStyle,
    private readonly isPart = false,
  ) {}

  result(): DocumentMjml {
    const { places } = this;
    return { mjml: this.lines.join('\n'), blockAt: (line) => places[line - 1] };
  }

  write(...texts: string[]): void {
    // HTML of one's own has lines of its own.
    for (const line of texts.flatMap((text) => text.split('\n'))) {
      this.lines.push(line);
      this.places.push(this.place);
    }
  }

  block(block: Block, pointer: string): void {
    if (standsOutside(block)) this.endCard();
    else this.beginCard();
    this.place = pointer;
    const { opening, closing } = conditionOf(block);
    const indent = this.isInCard ? '      ' : '    ';
    if (opening !== '') this.write(indent + opening);
    this.section(block, pointer, indent);
    if (closing !== '') this.write(indent + closing);
    this.place = undefined;
  }

  endCard(): void {
    if (this.isInCard) this.write('    </mj-wrapper>');
    this.isInCard = false;
  }

  private beginCard(): void {
    if (this.isInCard || this.isPart) return;
    const surface = this.style.surfaceColor ?? '{{brand.surfaceColor}}';
    this.write(
      `    <mj-wrapper css-class="surface" background-color="${surface}" padding="36px 0 28px" border-radius="14px">`,
    );
    this.isInCard = true;
  }

  private section(block: Block, pointer: string, indent: string): void {
    if (block.kind === 'columns') return this.columns(block, pointer, indent);
    const lines = onScreens(this.sectionOf(block), block);
    this.write(...lines.map((line) => (line === '' ? '' : indent + line)));
  }

  private sectionOf(block: Exclude<Block, ColumnsBlock>): string[] {
    if (block.kind === 'header') return writeHeader(block, this.style);
    if (block.kind === 'footer') return writeFooter(block, this.style);
    // Compiling puts in its place what is saved then.
    if (block.kind === 'saved') return [`{{> ${savedPartial(block.savedBlockId)}}}`];
    // The section is what is left out on some screens.
    const { onlyOn: _onlyOn, ...shown } = block;
    const inner = writeColumnBlock(shown, this.style);
    if (inner.length === 0) return [];
    return [
      '<mj-section css-class="gutter" padding="0 40px">',
      '  <mj-column>',
      ...inner.map((line) => `    ${line}`),
      '  </mj-column>',
      '</mj-section>',
    ];
  }

  private columns({ split, columns, ...block }: ColumnsBlock, pointer: string, indent: string): void {
    const { above, below } = block.space ?? defaultSpace(block.kind);
    const opening = `${indent}<mj-section css-class="cards" padding="${above}px 30px ${below}px">`;
    this.write(...onScreens([opening], block));
    const widths = columnWidths(split);
    columns.forEach((column, index) => {
      this.write(`${indent}  <mj-column width="${widths[index] ?? 0}%" padding="0 10px">`);
      column.blocks.forEach((inner, place) => {
        this.place = `${pointer}/columns/${index}/blocks/${place}`;
        const { opening, closing } = conditionOf(inner);
        const lines = [opening, ...writeColumnBlock(inner, this.style), closing];
        this.write(...lines.filter((line) => line !== '').map((line) => `${indent}    ${line}`));
      });
      this.place = pointer;
      this.write(`${indent}  </mj-column>`);
    });
    this.write(`${indent}</mj-section>`);
  }
}

function writeHeader({ logo, showsViewInBrowser, ...block }: HeaderBlock, style: DocumentStyle): string[] {
  const { above, below } = block.space ?? defaultSpace(block.kind);
  const muted = style.mutedColor ?? '{{brand.mutedColor}}';
  const name = `<a href="{{brand.websiteUrl}}" style="color: ${style.textColor ?? '{{brand.textColor}}'}; text-decoration: none">{{brand.companyName}}</a>`;
  const font = attribute('font-family', style.headingFontFamily);
  const brand =
    logo === ''
      ? `<mj-text mj-class="heading" font-size="21px" line-height="28px" font-weight="700"${font}>${name}</mj-text>`
      : `<mj-image src="${escapeMergeText(logo)}" alt="{{brand.companyName}}" href="{{brand.websiteUrl}}" width="160px" align="left" padding="0" />`;
  const view = `<mj-text mj-class="small" align="right" font-size="13px"${attribute('color', style.mutedColor)}><a href="{{links.viewInBrowser}}" style="color: ${muted}; text-decoration: underline">View in browser</a></mj-text>`;
  return [
    `<mj-section css-class="gutter" padding="${above}px 40px ${below}px">`,
    '  <mj-group>',
    `    <mj-column width="${showsViewInBrowser ? 64 : 100}%" vertical-align="middle">`,
    `      ${brand}`,
    '    </mj-column>',
    ...(showsViewInBrowser
      ? ['    <mj-column width="36%" vertical-align="middle">', `      ${view}`, '    </mj-column>']
      : []),
    '  </mj-group>',
    '</mj-section>',
  ];
}

function writeFooter(block: FooterBlock, style: DocumentStyle): string[] {
  const muted = style.mutedColor ?? '{{brand.mutedColor}}';
  const link = (target: string, label: string) =>
    `<a href="{{links.${target}}}" style="color: ${muted}; text-decoration: underline">${escapeText(label)}</a>`;
  const text = (inner: string, padding: string) =>
    `    <mj-text mj-class="small" align="${block.align}" padding="${padding}"${textLook({ ...style, textColor: style.mutedColor })}>${inner}</mj-text>`;
  const ways = [link('unsubscribe', block.unsubscribeLabel), link('preferences', block.preferencesLabel)];
  const reason = writeInlines(block.reason, style);
  const [above, , below] = paddingOf(block).split(' ');
  return [
    `<mj-section css-class="gutter" padding="${above} 40px ${below}">`,
    '  <mj-column>',
    ...(reason === '' ? [] : [text(reason, '0 0 12px')]),
    text(ways.join(' &nbsp;&middot;&nbsp; '), '0 0 12px'),
    text('<strong>{{workspace.name}}</strong><br />{{workspace.postalAddress}}', '0'),
    '  </mj-column>',
    '</mj-section>',
  ];
}

function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${value}"`;
}
