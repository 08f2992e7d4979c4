import { COLUMN_BLOCK_KINDS, type Block, type BlockDocument, type ColumnBlock } from './document';

/** A list that blocks stand in: `top`, or a column as `<id of the columns>:<index>`. */
export type ListKey = string;
export const TOP: ListKey = 'top';

export interface Place {
  list: ListKey;
  index: number;
}

export const mayStandIn = (block: Block, list: ListKey): boolean =>
  list === TOP || COLUMN_BLOCK_KINDS.some((kind) => kind === block.kind);

type Change = (blocks: Block[], list: ListKey) => Block[];

function changeLists(document: BlockDocument, change: Change): BlockDocument {
  const inner = document.blocks.map((block): Block => {
    if (block.kind !== 'columns') return block;
    const columns = block.columns.map((column, index) => ({
      blocks: change(column.blocks, `${block.id}:${index}`) as ColumnBlock[],
    }));
    return { ...block, columns };
  });
  return { ...document, blocks: change(inner, TOP) };
}

export function listsOf(document: BlockDocument): Map<ListKey, Block[]> {
  const lists = new Map<ListKey, Block[]>();
  changeLists(document, (blocks, list) => {
    lists.set(list, blocks);
    return blocks;
  });
  return lists;
}

export function placeOf(document: BlockDocument, id: string): Place | null {
  for (const [list, blocks] of listsOf(document)) {
    const index = blocks.findIndex((block) => block.id === id);
    if (index !== -1) return { list, index };
  }
  return null;
}

export function findBlock(document: BlockDocument, id: string | null): Block | null {
  for (const blocks of listsOf(document).values()) {
    const found = blocks.find((block) => block.id === id);
    if (found) return found;
  }
  return null;
}

export function replaceBlock(document: BlockDocument, next: Block): BlockDocument {
  return changeLists(document, (blocks) => blocks.map((block) => (block.id === next.id ? next : block)));
}

export function removeBlock(document: BlockDocument, id: string): BlockDocument {
  return changeLists(document, (blocks) => blocks.filter((block) => block.id !== id));
}

export function insertBlock(document: BlockDocument, block: Block, { list, index }: Place): BlockDocument {
  return changeLists(document, (blocks, key) => (key === list ? blocks.toSpliced(index, 0, block) : blocks));
}

export function duplicateBlock(document: BlockDocument, id: string): { document: BlockDocument; id: string } {
  const block = findBlock(document, id);
  const place = placeOf(document, id);
  if (!block || !place) return { document, id };
  const copy = withNewIds(block);
  return { document: insertBlock(document, copy, { ...place, index: place.index + 1 }), id: copy.id };
}

/** Copies in the place of a block; the document as it is when there is no such block. */
export function replaceByCopies(
  document: BlockDocument,
  id: string,
  blocks: readonly Block[],
): BlockDocument {
  const copies = blocks.map((block) => withNewIds(block));
  return changeLists(document, (list) => list.flatMap((block) => (block.id === id ? copies : [block])));
}

/** Copies at a place. */
export function insertCopies(
  document: BlockDocument,
  blocks: readonly Block[],
  { list, index }: Place,
): BlockDocument {
  const copies = blocks.map((block) => withNewIds(block));
  return changeLists(document, (own, key) => (key === list ? own.toSpliced(index, 0, ...copies) : own));
}

/** One block in the place of the first of several, which go. */
export function replaceTogether(document: BlockDocument, ids: readonly string[], next: Block): BlockDocument {
  const first = document.blocks.find(({ id }) => ids.includes(id))?.id;
  const blocks = document.blocks.flatMap((block): Block[] => {
    if (block.id === first) return [next];
    return ids.includes(block.id) ? [] : [block];
  });
  return { ...document, blocks };
}

/** One up or down within its list. */
export function moveBlock(document: BlockDocument, id: string, by: -1 | 1): BlockDocument {
  const block = findBlock(document, id);
  const place = placeOf(document, id);
  if (!block || !place) return document;
  const length = listsOf(document).get(place.list)?.length ?? 0;
  const index = place.index + by;
  if (index < 0 || index >= length) return document;
  return insertBlock(removeBlock(document, id), block, { ...place, index });
}

/** To where another block stands, or into an empty column, whose key `over` is then. */
export function moveTo(document: BlockDocument, id: string, over: string): BlockDocument {
  const block = findBlock(document, id);
  const target = placeOf(document, over) ?? { list: over, index: 0 };
  if (!block || id === over || !mayStandIn(block, target.list) || target.list.startsWith(`${id}:`))
    return document;
  return insertBlock(removeBlock(document, id), block, target);
}

/** The block that a JSON pointer of the server leads to, such as `/document/blocks/2/href`. */
export function blockAt(document: BlockDocument, pointer: string): Block | null {
  const [, index, column, inner] =
    /^\/document\/blocks\/(\d+)(?:\/columns\/(\d+)\/blocks\/(\d+))?/.exec(pointer) ?? [];
  const block = index === undefined ? undefined : document.blocks[Number(index)];
  if (block?.kind !== 'columns' || inner === undefined) return block ?? null;
  return block.columns[Number(column)]?.blocks[Number(inner)] ?? block;
}

export function newId(): string {
  return `b-${Math.random().toString(36).slice(2, 10)}`;
}

function withNewIds<T extends Block>(block: T): T {
  const copy = { ...block, id: newId() };
  if (copy.kind !== 'columns') return copy;
  return {
    ...copy,
    columns: copy.columns.map((column) => ({ blocks: column.blocks.map((inner) => withNewIds(inner)) })),
  };
}
