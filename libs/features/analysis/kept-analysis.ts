import { keptFrom, type KeptAnswers } from '@features/reports';

/** A kept analysis is counted again when somebody asks after so long. */
export const KEPT_FRESH_MS = 300_000;

/** Whether the workspace is so large that analyses of all contacts are counted by workers and kept. */
export const isKept = (kept: KeptAnswers, workspaceId: string): Promise<boolean> =>
  kept.hasContacts(workspaceId, keptFrom.contacts);
