import type { FieldDeclaration } from '@features/contacts';

export const importStatuses = ['pending', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const importFormats = ['csv', 'mailchimp'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What a row says about its person's wish to be mailed. */
export const rowStatuses = ['subscribed', 'nonsubscribed', 'unsubscribed', 'cleaned'] as const;
export type RowStatus = (typeof rowStatuses)[number];

export interface ImportOptions {
  /** Left out: recognised by the file name and the columns. */
  format?: ImportFormat;
  /** Only counts what would happen. */
  dryRun?: boolean;
  /** Column heading → target (`email`, `firstName`, `attributes.plan`, `company`, `tags`, `note`, `ignore`, …). */
  mapping?: Record<string, string>;
  /** Status of all rows where file and columns do not say it. Default `subscribed` with a topic, else `nonsubscribed`. */
  status?: RowStatus;
  /** People who are subscribed become subscribed to this topic. */
  topicId?: string;
  /** The sentence people agreed to, or another statement of why they may be mailed. Kept as evidence. */
  consentStatement?: string;
  /** For example `consent`, `contract`, `legitimate interest`. Kept as evidence. */
  legalBasis?: string;
  /**
   * The consent of these people is implied (a purchase, an inquiry) and ends at this moment: ISO 8601 with an offset. Left out:
   * they agreed in words.
   */
  impliedUntil?: string;
  /** Where the data comes from. Default `Mailchimp import` or `CSV import`. */
  source?: string;
  /** The people in the file agreed to individual tracking; recorded where nothing else is known yet. */
  trackingConsent?: boolean;
  /** Declares a custom field for each column that has none, and adds choices that a field lacks. */
  createMissingFields?: boolean;
  /** What happens to contacts that are there already. Default `update`. Suppressions apply either way. */
  onExisting?: 'update' | 'skip';
  /** Tags for every contact of the file. */
  tags?: string[];
}

/**
 * Every row counts once: `new + updated + unchanged + invalid + duplicate + erased = rows`. The others say how many of
 * the contacts are what.
 */
export interface ImportCounts {
  rows: number;
  new: number;
  updated: number;
  unchanged: number;
  /** Rows without a usable address. */
  invalid: number;
  /** Rows merged into a later row of the same person. */
  duplicate: number;
  /** Rows of people who were erased: they are not brought back. */
  erased: number;
  /** Values that did not fit their field and were left out; their row was kept. */
  droppedValues: number;
  subscribed: number;
  nonsubscribed: number;
  unsubscribed: number;
  cleaned: number;
  /** Contacts of the file that must not be mailed after the import, whatever the reason. */
  suppressed: number;
}

export const noCounts: ImportCounts = {
  rows: 0,
  new: 0,
  updated: 0,
  unchanged: 0,
  invalid: 0,
  duplicate: 0,
  erased: 0,
  droppedValues: 0,
  subscribed: 0,
  nonsubscribed: 0,
  unsubscribed: 0,
  cleaned: 0,
  suppressed: 0,
};

/** How one file is read: settled once per import, so that a resumed run reads exactly the same. */
export interface FilePlan {
  name: string;
  status: RowStatus;
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  delimiter: string;
  /** Heading of each column. */
  header: string[];
  /** Target of each column. */
  targets: string[];
}

export interface ImportPlan {
  files: FilePlan[];
  /** The custom fields that targets name. */
  fields: FieldDeclaration[];
}

/** One import: a file, what to do with it, and how far it got. */
export interface ContactImport {
  id: string;
  workspaceId: string;
  status: ImportStatus;
  fileName: string;
  fileKey: string;
  format: ImportFormat;
  dryRun: boolean;
  options: ImportOptions;
  plan: ImportPlan | null;
  /** Null until the file has been read through. */
  totalRows: number | null;
  processedRows: number;
  counts: ImportCounts;
  /** Why it failed. */
  failure: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** Something wrong with one row or one value. */
export interface ImportProblem {
  file: string;
  line: number;
  column: string;
  value: string;
  reason: string;
}
