import type { SavedBlocks, SavedBlocksUse } from '@features/templates';
import { PageOf } from '../http';

/** Blocks that are kept under a name. */
export class SavedBlocksView {
  id!: string;
  name!: string;
  /** Where they may stand: on the card, or as the header or the footer of an email. */
  place!: 'content' | 'header' | 'footer';
  /** True: emails name them, and show what they are whenever they are compiled. False: emails hold copies. */
  isSynced!: boolean;
  /** From top to bottom, as in the document of an email. */
  blocks!: Record<string, unknown>[];
  createdAt!: string;
  updatedAt!: string;
}

export class SavedBlocksPageView extends PageOf(SavedBlocksView) {}

export class SavedBlocksUseView {
  /** Id of the email. */
  id!: string;
  name!: string;
}

export class SavedBlocksUsesView {
  /** Emails that name them, archived ones too, newest first. */
  templates!: SavedBlocksUseView[];
}

export function toSavedBlocksView(saved: SavedBlocks): SavedBlocksView {
  const { workspaceId: _workspaceId, blocks, createdAt, updatedAt, ...view } = saved;
  return {
    ...view,
    blocks: blocks as unknown as Record<string, unknown>[],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toSavedBlocksUsesView(templates: SavedBlocksUse[]): SavedBlocksUsesView {
  return { templates };
}
