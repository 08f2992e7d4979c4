import {
  COLUMN_SPLITS,
  SOCIAL_NETWORKS,
  type Block,
  type BlockKind,
  type ColumnBlock,
  type ColumnSplit,
  type SocialNetwork,
} from './block-document';
import type { BlockReader, JsonObject } from './block-reader';
import {
  ALIGNMENTS,
  BLOCK_ID,
  COLUMN_BLOCK_KINDS,
  HEADING_LEVELS,
  MAX_ALT,
  MAX_COLUMN_BLOCKS,
  MAX_HEIGHT,
  MAX_HTML,
  MAX_LABEL,
  MAX_SOCIAL_LINKS,
  MAX_SPACE,
  MAX_WIDTH,
  MIN_HEIGHT,
  MIN_WIDTH,
  SAVED_PLACES,
  SCREEN_KINDS,
  TEXT_SIZES,
  UUID,
} from './limits';
import {
  readCondition,
  readImageAddress,
  readInlines,
  readLink,
  readMergeText,
  readPassages,
} from './parse-inlines';

/** Reads what is a block's own; `at` is its pointer. */
type Own<Kind extends BlockKind> = {
  keys: readonly string[];
  read: (
    reader: BlockReader,
    node: JsonObject,
    at: string,
  ) => Omit<Extract<Block, { kind: Kind }>, 'id' | 'kind' | 'onlyIf' | 'onlyOn' | 'space'>;
};

const SHARED = ['id', 'kind', 'onlyIf', 'onlyOn', 'space'];
const SPLITS = Object.keys(COLUMN_SPLITS) as [ColumnSplit, ...ColumnSplit[]];
const NETWORKS = Object.keys(SOCIAL_NETWORKS) as [SocialNetwork, ...SocialNetwork[]];

const OWN: { [Kind in BlockKind]: Own<Kind> } = {
  heading: {
    keys: ['level', 'align', 'content'],
    read: (reader, node, at) => ({
      level: reader.oneOf(node['level'], `${at}/level`, HEADING_LEVELS),
      align: readAlign(reader, node, at),
      content: readInlines(reader, node['content'], `${at}/content`),
    }),
  },
  text: {
    keys: ['align', 'size', 'passages'],
    read: (reader, node, at) => ({
      align: readAlign(reader, node, at),
      size: reader.oneOf(node['size'], `${at}/size`, TEXT_SIZES),
      passages: readPassages(reader, node['passages'], `${at}/passages`),
    }),
  },
  image: {
    keys: ['src', 'alt', 'href', 'width', 'align'],
    read: (reader, node, at) => ({
      src: readImageAddress(reader, node['src'], `${at}/src`),
      alt: readMergeText(reader, node['alt'], { pointer: `${at}/alt`, max: MAX_ALT }),
      href: readLink(reader, node['href'], `${at}/href`),
      width:
        node['width'] === null
          ? null
          : reader.whole(node['width'], `${at}/width`, { min: MIN_WIDTH, max: MAX_WIDTH }),
      align: readAlign(reader, node, at),
    }),
  },
  button: {
    keys: ['label', 'href', 'align', 'isWide'],
    read: (reader, node, at) => ({
      label: readMergeText(reader, node['label'], { pointer: `${at}/label`, max: MAX_LABEL }),
      href: readLink(reader, node['href'], `${at}/href`),
      align: readAlign(reader, node, at),
      isWide: reader.boolean(node['isWide'], `${at}/isWide`),
    }),
  },
  columns: { keys: ['split', 'columns'], read: readColumns },
  divider: { keys: [], read: () => ({}) },
  spacer: {
    keys: ['height'],
    read: (reader, node, at) => ({
      height: reader.whole(node['height'], `${at}/height`, { min: MIN_HEIGHT, max: MAX_HEIGHT }),
    }),
  },
  social: {
    keys: ['align', 'links'],
    read: (reader, node, at) => ({
      align: readAlign(reader, node, at),
      links: reader.list(node['links'], `${at}/links`, { max: MAX_SOCIAL_LINKS }).map((value, index) => {
        const link = reader.object(value, `${at}/links/${index}`, ['network', 'href']);
        return {
          network: reader.oneOf(link['network'], `${at}/links/${index}/network`, NETWORKS),
          href: readLink(reader, link['href'], `${at}/links/${index}/href`),
        };
      }),
    }),
  },
  html: {
    keys: ['html'],
    read: (reader, node, at) => ({
      html: readMergeText(reader, node['html'], { pointer: `${at}/html`, max: MAX_HTML }),
    }),
  },
  header: {
    keys: ['logo', 'showsViewInBrowser'],
    read: (reader, node, at) => ({
      logo: readImageAddress(reader, node['logo'], `${at}/logo`),
      showsViewInBrowser: reader.boolean(node['showsViewInBrowser'], `${at}/showsViewInBrowser`),
    }),
  },
  footer: {
    keys: ['align', 'reason', 'unsubscribeLabel', 'preferencesLabel'],
    read: (reader, node, at) => ({
      align: readAlign(reader, node, at),
      reason: readInlines(reader, node['reason'], `${at}/reason`),
      unsubscribeLabel: readRequired(reader, node, `${at}/unsubscribeLabel`),
      preferencesLabel: readRequired(reader, node, `${at}/preferencesLabel`),
    }),
  },
  saved: {
    keys: ['savedBlockId', 'place'],
    read: (reader, node, at) => ({
      savedBlockId: reader.matching(node['savedBlockId'], `${at}/savedBlockId`, {
        what: 'the id of a saved block',
        form: UUID,
      }),
      place: reader.oneOf(node['place'], `${at}/place`, SAVED_PLACES),
    }),
  },
};

/** One block that stands at `at`; undefined when it is not even known what kind it is. */
export function readBlock(
  reader: BlockReader,
  value: unknown,
  { at, kinds }: { at: string; kinds: readonly BlockKind[] },
): Block | undefined {
  const given: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'kind') : undefined;
  const kind = kinds.find((known) => known === given);
  if (kind === undefined) {
    reader.report(`${at}/kind`, 'not-allowed', `Expected a block of one of the kinds ${kinds.join(', ')}.`);
    return undefined;
  }
  const shared = kind === 'saved' ? ['id', 'kind', 'onlyIf'] : SHARED;
  const node = reader.object(value, at, [...shared, ...OWN[kind].keys]);
  const id = reader.matching(node['id'], `${at}/id`, {
    what: 'an id of 1–40 lower-case letters, digits and hyphens',
    form: BLOCK_ID,
  });
  if (reader.blockIds.has(id)) reader.report(`${at}/id`, 'duplicate-id', `Two blocks have the id "${id}".`);
  reader.blockIds.add(id);
  const block = {
    id,
    kind,
    ...(node['onlyIf'] === undefined
      ? {}
      : { onlyIf: readCondition(reader, node['onlyIf'], `${at}/onlyIf`) }),
    ...(node['onlyOn'] === undefined
      ? {}
      : { onlyOn: reader.oneOf(node['onlyOn'], `${at}/onlyOn`, SCREEN_KINDS) }),
    ...(node['space'] === undefined ? {} : { space: readSpace(reader, node['space'], `${at}/space`) }),
    ...OWN[kind].read(reader, node, at),
  };
  refuseHiddenFooter(reader, block as Block, at);
  return block as Block;
}

function refuseHiddenFooter(reader: BlockReader, block: Block, at: string): void {
  if (!isFooter(block)) return;
  for (const key of ['onlyIf', 'onlyOn'] as const) {
    if (block[key] === undefined) continue;
    reader.report(`${at}/${key}`, 'not-allowed', 'The footer is for everybody; take the condition out.');
  }
}

/** Also one that is saved elsewhere. */
export function isFooter(block: Block): boolean {
  return block.kind === 'footer' || (block.kind === 'saved' && block.place === 'footer');
}

function readColumns(
  reader: BlockReader,
  node: JsonObject,
  at: string,
): { split: ColumnSplit; columns: { blocks: ColumnBlock[] }[] } {
  const split = reader.oneOf(node['split'], `${at}/split`, SPLITS);
  const count = COLUMN_SPLITS[split].length;
  const columns = reader.list(node['columns'], `${at}/columns`, { min: count, max: count });
  return {
    split,
    columns: columns.map((value, index) => {
      const pointer = `${at}/columns/${index}`;
      const column = reader.object(value, pointer, ['blocks']);
      const blocks = reader.list(column['blocks'], `${pointer}/blocks`, { max: MAX_COLUMN_BLOCKS });
      return {
        blocks: blocks.flatMap((block, place) => {
          const read = readBlock(reader, block, {
            at: `${pointer}/blocks/${place}`,
            kinds: COLUMN_BLOCK_KINDS,
          });
          return read === undefined ? [] : [read as ColumnBlock];
        }),
      };
    }),
  };
}

function readAlign(reader: BlockReader, node: JsonObject, at: string) {
  return reader.oneOf(node['align'], `${at}/align`, ALIGNMENTS);
}

function readSpace(reader: BlockReader, value: unknown, pointer: string): { above: number; below: number } {
  const node = reader.object(value, pointer, ['above', 'below']);
  const range = { min: 0, max: MAX_SPACE };
  return {
    above: reader.whole(node['above'], `${pointer}/above`, range),
    below: reader.whole(node['below'], `${pointer}/below`, range),
  };
}

function readRequired(reader: BlockReader, node: JsonObject, pointer: string): string {
  const label = reader.text(node[pointer.slice(pointer.lastIndexOf('/') + 1)], pointer, MAX_LABEL);
  if (label.trim() === '')
    reader.report(pointer, 'invalid-text', 'The link needs words that people can click on.');
  return label;
}
