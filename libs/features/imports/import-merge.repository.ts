import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ImportCounts } from './contact-import';
import * as sql from './import-merge-sql';
import { stageTable, type StageSummary } from './import-stage.repository';

/** What the statements of a run have in common. */
export interface MergeSettings {
  workspaceId: string;
  runId: string;
  summary: StageSummary;
  /** Learned on the way: whether nobody of the file has been there before so far. */
  expectation: { onlyNew: boolean };
  /** Changes contacts that are there already. */
  changesExisting: boolean;
  topicId: string | null;
  grantsTracking: boolean;
  tags: string[];
  /** Shown as the contact's source, the note's author and the suppression's source. */
  source: string;
  consentStatement: string | null;
  /** When the consent of these people ends, because it is implied; null: it is explicit. */
  impliedUntil: Date | null;
  evidence: Record<string, unknown>;
  /** Stands for times that the file does not tell. */
  importedAt: Date;
}

export interface MergeRange {
  /** Position before the first. */
  from: number;
  to: number;
}

/** Writes chunks of the scratch table into contacts and all that belongs to them: only set-based statements. */
@Injectable()
export class ImportMergeRepository {
  constructor(private readonly database: Database) {}

  /** What all chunks refer to: companies and tags. Before the first chunk, in a transaction of its own. */
  async prepare(settings: MergeSettings): Promise<void> {
    const { runId, workspaceId, summary, tags } = settings;
    const stage = stageTable(runId);
    if (summary.employed > 0) await this.database.execute(sql.insertCompaniesSql(stage), [workspaceId]);
    if (summary.tagged > 0 || tags.length > 0) {
      await this.database.execute(sql.insertTagsSql(stage), [workspaceId, tags]);
    }
  }

  /**
   * One chunk, inside the caller's transaction and after `prepare`. Repeating it changes nothing. Chunks hold different
   * people, so two of them may be written at the same time.
   */
  async merge(settings: MergeSettings, range: MergeRange): Promise<Partial<ImportCounts>> {
    const { runId, workspaceId } = settings;
    const stage = stageTable(runId);
    const place = [workspaceId, range.from, range.to];
    const hasMore = writesMoreThanContacts(settings);
    await this.database.execute(sql.chunkSettings);
    if (hasMore) await this.createChunkTables();
    const parameters = [...place, settings.source];
    const onlyNew = await this.insertOnlyNew(settings, parameters);
    const added = onlyNew ?? (await this.insertContacts(settings, parameters));
    const rows = onlyNew ?? (await this.count(sql.countRowsSql(stage), [range.from, range.to]));
    if (rows === 0) return {};
    if (added < rows) await this.mergeExisting(settings, place);
    if (hasMore) {
      await this.describe(settings, place);
      await this.recordConsent(settings, place);
    }
    const updated = added < rows ? await this.count('SELECT count(*) AS count FROM touched_contacts', []) : 0;
    const suppressed = await this.countSuppressed(stage, place);
    return { new: added, updated, unchanged: rows - added - updated, suppressed };
  }

  /** Makes waiting for others' locks fail (55P03) after some seconds, for the rest of the transaction. */
  async limitWaiting(): Promise<void> {
    await this.database.execute(`SET LOCAL lock_timeout = '10s'`);
  }

  /** What `merge` would do with the whole table, without writing anything. */
  async foresee(settings: MergeSettings): Promise<Partial<ImportCounts>> {
    const row = await this.database.queryOne<{
      new: number;
      updated: number;
      suppressed: number;
      total: number;
    }>(sql.foreseeSql(stageTable(settings.runId), settings.summary.employed > 0), [
      settings.workspaceId,
      settings.changesExisting,
    ]);
    if (!row) throw new Error('An aggregate gave no row');
    const { total, ...counts } = row;
    return { ...counts, unchanged: total - counts.new - counts.updated };
  }

  private async createChunkTables(): Promise<void> {
    for (const table of sql.chunkTables) await this.database.execute(table);
  }

  /**
   * Takes everybody for new until the run meets somebody who isn't; that chunk is inserted again with more care. Returns
   * the number of rows, which all are new contacts, or null when nothing was written.
   */
  private async insertOnlyNew(settings: MergeSettings, parameters: unknown[]): Promise<number | null> {
    if (!settings.expectation.onlyNew) return null;
    await this.database.execute('SAVEPOINT only_new');
    try {
      const added = await this.count(insertSql(settings, true), parameters);
      await this.database.execute('RELEASE SAVEPOINT only_new');
      return added;
    } catch (error) {
      if ((error as { constraint?: string }).constraint !== 'uq_contacts_email') throw error;
      await this.database.execute('ROLLBACK TO SAVEPOINT only_new');
      settings.expectation.onlyNew = false;
      return null;
    }
  }

  private async insertContacts(settings: MergeSettings, parameters: unknown[]): Promise<number> {
    return this.count(insertSql(settings, false), parameters);
  }

  private async mergeExisting(settings: MergeSettings, place: unknown[]): Promise<void> {
    const stage = stageTable(settings.runId);
    if (!writesMoreThanContacts(settings)) await this.createChunkTables();
    await this.database.execute(sql.findContactsSql(stage), place);
    if (!settings.changesExisting) return;
    await this.database.execute(sql.hashJoins(false));
    await this.database.execute(sql.updateContactsSql(stage, settings.summary.employed > 0), place);
    await this.database.execute(sql.hashJoins(true));
  }

  private async countSuppressed(stage: string, place: unknown[]): Promise<number> {
    const [workspaceId] = place;
    const hasAny = await this.database.queryOne(sql.hasSuppressionsSql, [workspaceId]);
    return hasAny === null ? 0 : this.count(sql.countSuppressedSql(stage), place);
  }

  private async describe(settings: MergeSettings, place: unknown[]): Promise<void> {
    const stage = stageTable(settings.runId);
    const { summary, tags, changesExisting } = settings;
    if (summary.tagged > 0 || tags.length > 0) {
      await this.database.execute(sql.tagContactsSql(stage), [...place, tags, changesExisting]);
    }
    if (summary.noted > 0) {
      await this.database.execute(sql.insertNotesSql(stage), [...place, settings.source, changesExisting]);
    }
  }

  /** Suppressions before subscriptions, so that nobody is subscribed who must not be mailed. */
  private async recordConsent(settings: MergeSettings, place: unknown[]): Promise<void> {
    const stage = stageTable(settings.runId);
    const { summary, topicId, changesExisting } = settings;
    const evidence = [
      ...place,
      topicId,
      settings.importedAt,
      settings.consentStatement,
      JSON.stringify(settings.evidence),
    ];
    if (summary.unsubscribed + summary.cleaned > 0) {
      if (topicId !== null) await this.database.execute(sql.unsubscribeSql(stage), evidence.slice(0, 5));
      await this.database.execute(sql.suppressSql(stage), [...evidence, settings.source]);
    }
    if (summary.subscribed > 0 && topicId !== null) {
      await this.database.execute(sql.subscribeSql(stage), [
        ...evidence,
        changesExisting,
        settings.impliedUntil,
      ]);
    }
    if (summary.subscribed > 0 && settings.grantsTracking) {
      await this.database.execute(sql.hashJoins(false));
      await this.database.execute(sql.grantTrackingSql(stage), [...evidence, changesExisting]);
    }
  }

  private async count(statement: string, parameters: unknown[]): Promise<number> {
    return (await this.database.queryOne<{ count: number }>(statement, parameters))?.count ?? 0;
  }
}

function insertSql(settings: MergeSettings, onlyNew: boolean): string {
  const { runId, summary } = settings;
  const listsPeople = writesMoreThanContacts(settings);
  return sql.insertContactsSql({
    runId,
    hasCompanies: summary.employed > 0,
    listsPeople,
    onlyNew,
  });
}

/** Anything but contacts. */
function writesMoreThanContacts({ summary, tags, topicId, grantsTracking }: MergeSettings): boolean {
  const tells = summary.tagged + tags.length + summary.noted + summary.unsubscribed + summary.cleaned > 0;
  return tells || (summary.subscribed > 0 && (topicId !== null || grantsTracking));
}
