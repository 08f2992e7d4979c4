import type { ContactImport, ImportFormat, ImportStatus } from '@features/imports';
import { PageOf } from '../http';

/** Every row counts once in the first six after `rows`; the others say what the contacts of the file are. */
export class ImportCountsView {
  /** Rows of the file. */
  rows!: number;
  /** Contacts that were created (in a dry run: would be). */
  new!: number;
  /** Existing contacts of which something changed. */
  updated!: number;
  /** Contacts that are already as the file says. */
  unchanged!: number;
  /** Rows without a usable address. */
  invalid!: number;
  /** Rows merged into a later row of the same person. */
  duplicate!: number;
  /** Rows of people who were erased; they are not brought back. */
  erased!: number;
  /** Values that did not fit their field and were left out; their rows were kept. */
  droppedValues!: number;
  /** People who are subscribed according to the file. */
  subscribed!: number;
  /** People who never subscribed according to the file. */
  nonsubscribed!: number;
  /** People who unsubscribed according to the file. */
  unsubscribed!: number;
  /** People whose address is dead according to the file. */
  cleaned!: number;
  /** Contacts of the file that must not be mailed, whatever the reason. */
  suppressed!: number;
}

/** A column of a file and where its values go. */
export class ImportColumnView {
  /** File in the upload. */
  file!: string;
  /** Heading. */
  column!: string;
  /** Target, such as `email`, `firstName`, `attributes.plan` or `ignore`. */
  target!: string;
}

/** One import. */
export class ContactImportView {
  /** Id of the import. */
  id!: string;
  /** Where it stands. */
  status!: ImportStatus;
  /** Name of the uploaded file. */
  fileName!: string;
  /** How it is read. */
  format!: ImportFormat;
  /** True: only counts what would happen. */
  dryRun!: boolean;
  /** The options it was started with. */
  options!: Record<string, unknown>;
  /** Where each column goes; empty until reading has begun. */
  columns!: ImportColumnView[];
  /** Rows of the file; null until it was read through. */
  totalRows!: number | null;
  /** Rows written so far. */
  processedRows!: number;
  /** What happened to the rows so far. */
  counts!: ImportCountsView;
  /** Why it failed, else null. */
  failure!: string | null;
  /** When it was uploaded. */
  createdAt!: string;
  /** When a worker began. */
  startedAt!: string | null;
  /** When it ended. */
  finishedAt!: string | null;
}

export class ContactImportPageView extends PageOf(ContactImportView) {}

export function toContactImportView(found: ContactImport): ContactImportView {
  const { id, status, fileName, format, dryRun, options, totalRows, processedRows, counts, failure } = found;
  return {
    id,
    status,
    fileName,
    format,
    dryRun,
    options: { ...options },
    columns: (found.plan?.files ?? []).flatMap((file) =>
      file.header.map((column, index) => ({
        file: file.name,
        column,
        target: file.targets[index] ?? 'ignore',
      })),
    ),
    totalRows,
    processedRows,
    counts: { ...counts },
    failure,
    createdAt: found.createdAt.toISOString(),
    startedAt: found.startedAt?.toISOString() ?? null,
    finishedAt: found.finishedAt?.toISOString() ?? null,
  };
}
