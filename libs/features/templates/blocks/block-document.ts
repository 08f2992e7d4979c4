/**
 * An email made of blocks. This file, `limits.ts` and `merge-text.ts` import nothing of the server: the web app uses them too. What the values may be,
 * says `limits.ts`; what a document becomes, says `to-mjml.ts`.
 */
export const BLOCK_DOCUMENT_VERSION = 1;

export interface BlockDocument {
  v: typeof BLOCK_DOCUMENT_VERSION;
  /** What differs from the workspace's brand. */
  style: DocumentStyle;
  /** From top to bottom. */
  blocks: Block[];
}

/** Colours are `#14594a`; fonts a list of names. What is left out is the brand's. */
export interface DocumentStyle {
  /** BCP 47, read aloud by screen readers; `en` when left out. */
  lang?: string;
  backgroundColor?: string;
  surfaceColor?: string;
  textColor?: string;
  mutedColor?: string;
  borderColor?: string;
  primaryColor?: string;
  onPrimaryColor?: string;
  fontFamily?: string;
  headingFontFamily?: string;
}

export type Align = 'left' | 'center' | 'right';

/** The block is left out for contacts of whom this is not true. */
export type Condition =
  | { field: string; is: 'set' | 'notSet' }
  | { field: string; is: 'equal' | 'notEqual'; value: string | number }
  /** Numbers. Who has no value, or another kind of value, does not see the block. */
  | { field: string; is: 'moreThan' | 'atLeast' | 'lessThan' | 'atMost'; value: number }
  /** Days such as `2026-11-23`, in the reader's zone. `from` holds on that very day too. */
  | { field: string; is: 'before' | 'from'; value: string };

export type ScreenKind = 'phone' | 'desktop';

interface BlockBase {
  /** Unique in the document; names the block in problems and while editing. */
  id: string;
  onlyIf?: Condition;
  /** The block is left out on wider, or on narrower screens than a phone's. */
  onlyOn?: ScreenKind;
  /** Pixels above and below. */
  space?: { above: number; below: number };
}

/** How a piece of text looks, and where it leads. */
export interface Marks {
  bold?: true;
  italic?: true;
  underline?: true;
  strike?: true;
  /** https, http, mailto, tel, or one of the system's pages such as `{{links.preferences}}`. */
  href?: string;
}

/** Text as it is; a line feed breaks the line. */
export interface TextRun extends Marks {
  text: string;
}

/** A value of the contact, such as `contact.firstName`, and what stands there when there is none. */
export interface MergeTag extends Marks {
  field: string;
  fallback?: string;
}

export type Inline = TextRun | MergeTag;

export type Passage =
  { kind: 'paragraph'; content: Inline[] } | { kind: 'list'; isOrdered: boolean; items: Inline[][] };

export interface HeadingBlock extends BlockBase {
  kind: 'heading';
  level: 1 | 2 | 3;
  align: Align;
  content: Inline[];
}

export interface TextBlock extends BlockBase {
  kind: 'text';
  align: Align;
  size: 'small' | 'normal' | 'large';
  passages: Passage[];
}

export interface ImageBlock extends BlockBase {
  kind: 'image';
  /** Address of the picture; nothing is shown while it is empty. */
  src: string;
  /** What the picture says, for those who do not see it; empty for decoration. */
  alt: string;
  /** Where a click leads; empty for nowhere. */
  href: string;
  /** Pixels; null for the whole width. */
  width: number | null;
  align: Align;
}

export interface ButtonBlock extends BlockBase {
  kind: 'button';
  /** May hold merge tags as text: `{{default contact.firstName 'there'}}`. */
  label: string;
  href: string;
  align: Align;
  isWide: boolean;
}

export interface ColumnsBlock extends BlockBase {
  kind: 'columns';
  /** Widths as shares of the whole; as many as there are columns. */
  split: ColumnSplit;
  columns: { blocks: ColumnBlock[] }[];
}

export interface DividerBlock extends BlockBase {
  kind: 'divider';
}

export interface SpacerBlock extends BlockBase {
  kind: 'spacer';
  /** Pixels. */
  height: number;
}

export interface SocialBlock extends BlockBase {
  kind: 'social';
  align: Align;
  links: { network: SocialNetwork; href: string }[];
}

/** HTML of one's own: known elements and attributes stay, everything else is taken out. */
export interface HtmlBlock extends BlockBase {
  kind: 'html';
  html: string;
}

/** The logo, or the name, on top. */
export interface HeaderBlock extends BlockBase {
  kind: 'header';
  /** Address of the logo; the brand's name is written when it is empty. */
  logo: string;
  showsViewInBrowser: boolean;
}

/** Why one gets this, the ways out, and the postal address. */
export interface FooterBlock extends BlockBase {
  kind: 'footer';
  align: Align;
  reason: Inline[];
  unsubscribeLabel: string;
  preferencesLabel: string;
}

/** Where blocks that are saved together stand: on the card, or as its header or footer. */
export type SavedPlace = 'content' | 'header' | 'footer';

/** Blocks that are kept in one place for all emails: what they are is looked up whenever the email is compiled. */
export interface SavedBlock extends Pick<BlockBase, 'id' | 'onlyIf'> {
  onlyOn?: undefined;
  space?: undefined;
  kind: 'saved';
  /** Id of the saved block (UUID). */
  savedBlockId: string;
  place: SavedPlace;
}

/** What may stand in a column. */
export type ColumnBlock =
  HeadingBlock | TextBlock | ImageBlock | ButtonBlock | DividerBlock | SpacerBlock | SocialBlock | HtmlBlock;

/** Everything but what is looked up: what can be saved, and what a saved block becomes. */
export type OwnBlock = ColumnBlock | ColumnsBlock | HeaderBlock | FooterBlock;
export type Block = OwnBlock | SavedBlock;
export type BlockKind = Block['kind'];

export const COLUMN_SPLITS = {
  '1-1': [50, 50],
  '1-2': [33, 67],
  '2-1': [67, 33],
  '1-1-1': [33, 34, 33],
} as const;
export type ColumnSplit = keyof typeof COLUMN_SPLITS;

export const SOCIAL_NETWORKS = {
  website: 'Website',
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  x: 'X',
  bluesky: 'Bluesky',
  mastodon: 'Mastodon',
  threads: 'Threads',
  pinterest: 'Pinterest',
  whatsapp: 'WhatsApp',
} as const;
export type SocialNetwork = keyof typeof SOCIAL_NETWORKS;

export const isMergeTag = (inline: Inline): inline is MergeTag => 'field' in inline;
