import { createContext, useContext } from 'react';
import type { Saved } from '../saved/saved-queries';
import type { Block, BlockDocument, OwnBlock } from './document';
import type { ListKey, Place } from './edit-document';
import type { Look } from './look';
import type { AddableKind } from './new-block';

/** What every block of the canvas needs to know and may do. */
export interface CanvasActions {
  document: BlockDocument;
  look: Look;
  chosen: string | null;
  isEditable: boolean;
  /** Counts undone steps: texts begin anew. */
  turn: number;
  problemOf: (id: string) => string | undefined;
  choose: (id: string | null) => void;
  change: (block: Block, about?: string) => void;
  add: (kind: AddableKind, place: Place) => void;
  /** A copy, or the synced blocks themselves. */
  insertSaved: (saved: Saved, place: Place) => void;
  /** Copies in the place of a block. */
  putCopies: (id: string, blocks: readonly OwnBlock[]) => void;
  /** Synced blocks in the place of those that were just saved. */
  link: (saved: Saved, ids: readonly string[]) => void;
  move: (id: string, by: -1 | 1) => void;
  duplicate: (id: string) => void;
  remove: (id: string, list: ListKey) => void;
}

const Context = createContext<CanvasActions | null>(null);
export const CanvasProvider = Context.Provider;

export function useCanvas(): CanvasActions {
  const actions = useContext(Context);
  if (!actions) throw new Error('A block stands outside of the canvas.');
  return actions;
}
