/** What a document may say and how much of it, in one place: the parser refuses the rest, and the published schema says the same. */

export const COLUMN_BLOCK_KINDS = [
  'heading',
  'text',
  'image',
  'button',
  'divider',
  'spacer',
  'social',
  'html',
] as const;
export const OWN_BLOCK_KINDS = [...COLUMN_BLOCK_KINDS, 'columns', 'header', 'footer'] as const;
export const BLOCK_KINDS = [...OWN_BLOCK_KINDS, 'saved'] as const;

export const ALIGNMENTS = ['left', 'center', 'right'] as const;
export const TEXT_SIZES = ['small', 'normal', 'large'] as const;
export const HEADING_LEVELS = [1, 2, 3] as const;
export const PRESENCE_TESTS = ['set', 'notSet'] as const;
export const EQUALITY_TESTS = ['equal', 'notEqual'] as const;
export const NUMBER_TESTS = ['moreThan', 'atLeast', 'lessThan', 'atMost'] as const;
export const DATE_TESTS = ['before', 'from'] as const;
export const CONDITION_TESTS = [
  ...PRESENCE_TESTS,
  ...EQUALITY_TESTS,
  ...NUMBER_TESTS,
  ...DATE_TESTS,
] as const;
export const SCREEN_KINDS = ['phone', 'desktop'] as const;
export const SAVED_PLACES = ['content', 'header', 'footer'] as const;
export const STYLE_COLORS = [
  'backgroundColor',
  'surfaceColor',
  'textColor',
  'mutedColor',
  'borderColor',
  'primaryColor',
  'onPrimaryColor',
] as const;
export const STYLE_FONTS = ['fontFamily', 'headingFontFamily'] as const;

export const MAX_BLOCKS = 100;
export const MAX_COLUMN_BLOCKS = 20;
/** Blocks that are saved together. */
export const MAX_SAVED_TOGETHER = 20;
export const MAX_PASSAGES = 100;
export const MAX_LIST_ITEMS = 50;
export const MAX_INLINES = 200;
export const MAX_SOCIAL_LINKS = 12;
/** Characters. */
export const MAX_RUN = 5000;
export const MAX_LABEL = 200;
export const MAX_ALT = 500;
export const MAX_ADDRESS = 2000;
export const MAX_HTML = 30_000;
export const MAX_FALLBACK = 200;
/** Characters of a whole document as JSON. */
export const MAX_DOCUMENT = 256 * 1024;
/** Pixels. */
export const MAX_SPACE = 120;
export const MIN_HEIGHT = 4;
export const MAX_HEIGHT = 200;
export const MIN_WIDTH = 16;
export const MAX_WIDTH = 600;

export const BLOCK_ID = /^[a-z0-9-]{1,40}$/;
export const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
export const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;
export const COLOR = /^#[0-9a-fA-F]{6}$/;
/** As for brands: names between commas, those with spaces in single quotes. */
export const FONT = /^(?:[A-Za-z0-9 ,_-]|'[A-Za-z0-9 ,_-]*')+$/;
export const MAX_FONT = 200;
/** A field that a message may name; whether it exists, only the workspace knows. */
export const FIELD = /^(?:contact|workspace|campaign|brand|data)(?:\.[A-Za-z_][A-Za-z0-9_]{0,63}){1,5}$/;
export const MAX_FIELD = 200;
/** Texts inside `{{…}}`, where there is no way to write these characters down. */
// eslint-disable-next-line no-control-regex
export const FALLBACK = /^[^<>{}"\\\u0000-\u001f\u007f-\u009f]*$/;
