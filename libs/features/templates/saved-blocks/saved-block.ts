import type { OwnBlock, SavedPlace } from '../blocks/block-document';

export const MAX_SAVED_BLOCKS = 500;
export const MAX_SAVED_NAME = 100;

/** Blocks that a workspace keeps under a name. */
export interface SavedBlocks {
  id: string;
  workspaceId: string;
  /** Unique in the workspace, 1 to 100 characters. */
  name: string;
  /** Where they may stand: on the card, or as the header or the footer of an email. */
  place: SavedPlace;
  /** True: emails name them, and show what they are whenever they are compiled. False: emails hold copies. */
  isSynced: boolean;
  /** 1 to 20, from top to bottom. */
  blocks: OwnBlock[];
  createdAt: Date;
  updatedAt: Date;
}

export type SavedBlocksContent = Pick<SavedBlocks, 'name' | 'place' | 'isSynced' | 'blocks'>;

/** An email that names saved blocks. */
export interface SavedBlocksUse {
  id: string;
  name: string;
}
