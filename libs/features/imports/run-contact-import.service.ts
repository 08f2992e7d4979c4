import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { DomainError } from '@platform/errors';
import type { ContactImport } from './contact-import';
import { ImportFilesService } from './import-files.service';
import { ImportMergeRepository, type MergeSettings } from './import-merge.repository';
import { ReadImportService } from './read-import.service';
import { ImportInterrupted } from './imports.errors';
import { ImportsRepository, type ImportRun } from './imports.repository';

/** Positions per transaction: large enough to be set-based, small enough that a pause or a cancel comes soon. */
const CHUNK = 10_000;
const MAX_TRIES = 5;

/** Chunks written at the same time, each by a connection of its own; they are committed in order. */
const ABREAST = 2;

/** Chunks after which those that had to go one by one are tried abreast again. */
const STRETCH = 16;

/** PostgreSQL's `deadlock_detected` and `lock_not_available`. */
const RETRIABLE = new Set(['40P01', '55P03']);

interface Range {
  from: number;
  to: number;
}

type Work = () => Promise<Partial<ContactImport['counts']>>;

/**
 * Does an import: reads the file into a scratch table, then writes it chunk by chunk. Each chunk is one transaction
 * that also advances the import's row, so a run that dies loses at most its chunk in hand, and the next one reads the
 * file again and goes on behind the last committed position. Running twice at the same time is safe: the later run
 * takes the import over and the earlier one stops at its next step.
 */
@Injectable()
export class RunContactImportService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly reading: ReadImportService,
    private readonly merging: ImportMergeRepository,
    private readonly files: ImportFilesService,
  ) {}

  /**
   * Returns when the import is over, whatever the outcome (see its status), or was taken over. Aborting `signal` makes
   * it return between two chunks and leave the rest to the next run, which a sweep starts. Faults of the database or
   * storage are thrown for a retry.
   */
  async run(workspaceId: string, importId: string, signal?: AbortSignal): Promise<void> {
    const run = await this.imports.claim(workspaceId, importId);
    if (!run) return;
    try {
      await this.readAndMerge(run, signal);
    } catch (error) {
      await this.giveUp(run, error, signal);
    } finally {
      await this.reading.cleanUp(run);
    }
    await this.discardFile(run.import);
  }

  /** For a worker that will not try again. */
  async fail(workspaceId: string, importId: string, reason: string): Promise<void> {
    const run = await this.imports.claim(workspaceId, importId);
    if (!run) return;
    await this.reading.cleanUp(run);
    await this.imports.finish(run.runId, 'failed', reason);
    await this.discardFile(run.import);
  }

  private async readAndMerge(run: ImportRun, signal: AbortSignal | undefined): Promise<void> {
    const { summary, totalRows } = await this.reading.read(run, signal);
    const settings = mergeSettings(run, summary);
    if (run.import.dryRun) {
      const counts = await this.merging.foresee(settings);
      await this.step(run, { from: 0, to: totalRows }, async () => counts);
    } else {
      await this.database.transaction(() => this.merging.prepare(settings));
      const ranges = chunks(run.import.processedRows, totalRows);
      for (let next = 0; next < ranges.length; next += STRETCH) {
        await this.mergeAbreast(run, settings, { ranges: ranges.slice(next, next + STRETCH), signal });
      }
    }
    if (!(await this.imports.finish(run.runId, 'done', null))) throw new ImportInterrupted();
  }

  /**
   * Neighbouring chunks at the same time, committed in order; the next one begins as soon as there is room. One that
   * waits for its turn holds locks that PostgreSQL does not know to be part of a circle, hence the time limit; after a
   * quarrel with others the rest of the stretch goes one by one.
   */
  private async mergeAbreast(
    run: ImportRun,
    settings: MergeSettings,
    { ranges, signal }: { ranges: Range[]; signal: AbortSignal | undefined },
  ): Promise<void> {
    const attempts: Promise<void>[] = [];
    for (const range of ranges) {
      const [room, turn] = [attempts.at(-ABREAST), attempts.at(-1)];
      const attempt = async (): Promise<void> => {
        await room;
        signal?.throwIfAborted();
        await this.write(run, range, async () => {
          await this.merging.limitWaiting();
          const counts = await this.merging.merge(settings, range);
          await turn;
          return counts;
        });
      };
      attempts.push(attempt());
    }
    const outcomes = await Promise.allSettled(attempts);
    const failed = outcomes.findIndex((outcome) => outcome.status === 'rejected');
    if (failed === -1) return;
    const failure: unknown = (outcomes[failed] as PromiseRejectedResult).reason;
    if (!isRetriable(failure)) throw failure;
    for (const range of ranges.slice(failed)) {
      signal?.throwIfAborted();
      await this.step(run, range, () => this.merging.merge(settings, range));
    }
  }

  /** One chunk. Others that write the same contacts in another order may make it the victim of a deadlock: again. */
  private async step(run: ImportRun, range: Range, work: Work): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.write(run, range, work);
        return;
      } catch (error) {
        if (!isRetriable(error) || attempt >= MAX_TRIES) throw error;
      }
    }
  }

  private async write(run: ImportRun, range: Range, work: Work): Promise<void> {
    await this.database.transaction(async () => {
      const counts = await work();
      if (!(await this.imports.advance(run.runId, { ...range, counts }))) throw new ImportInterrupted();
    });
  }

  private async giveUp(run: ImportRun, error: unknown, signal: AbortSignal | undefined): Promise<void> {
    if (error instanceof ImportInterrupted) return;
    if (signal?.aborted) {
      await this.imports.release(run.runId);
      return;
    }
    const isBadFile = error instanceof DomainError && error.kind === 'invalid';
    // A run that was cancelled or taken over may fail in any way, since its scratch table is gone.
    const isOwner = await this.imports.beat(run.runId);
    if (isOwner && isBadFile) await this.imports.finish(run.runId, 'failed', error.message);
    else if (isOwner) throw error;
  }

  private async discardFile({ workspaceId, id }: ContactImport): Promise<void> {
    const { status, dryRun } = await this.imports.get(workspaceId, id);
    const isWaitingForTheRealRun = dryRun && status === 'done';
    // `discard` leaves the file of an import that is not over.
    if (!isWaitingForTheRealRun) await this.files.discard(workspaceId, id);
  }
}

function isRetriable(error: unknown): boolean {
  return RETRIABLE.has((error as { code?: string }).code ?? '');
}

function chunks(start: number, end: number): Range[] {
  const ranges: Range[] = [];
  for (let from = start; from < end; from += CHUNK) ranges.push({ from, to: Math.min(from + CHUNK, end) });
  return ranges;
}

function mergeSettings(run: ImportRun, summary: MergeSettings['summary']): MergeSettings {
  const { workspaceId, id, options, fileName, format, createdAt } = run.import;
  const source = options.source ?? (format === 'mailchimp' ? 'Mailchimp import' : 'CSV import');
  return {
    workspaceId,
    runId: run.runId,
    summary,
    expectation: { onlyNew: true },
    changesExisting: options.onExisting !== 'skip',
    topicId: options.topicId ?? null,
    grantsTracking: options.trackingConsent ?? false,
    tags: options.tags ?? [],
    source,
    consentStatement: options.consentStatement ?? null,
    impliedUntil: options.impliedUntil === undefined ? null : new Date(options.impliedUntil),
    evidence: {
      source,
      importId: id,
      fileName,
      ...(options.legalBasis === undefined ? {} : { legalBasis: options.legalBasis }),
      ...(options.impliedUntil === undefined ? {} : { impliedUntil: options.impliedUntil }),
    },
    importedAt: createdAt,
  };
}
