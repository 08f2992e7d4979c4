import { Injectable } from '@nestjs/common';
import type { FieldDeclaration } from '@features/contacts';
import { Database } from '@platform/database';
import { rowStatuses, type ImportPlan, type ImportProblem, type RowStatus } from './contact-import';
import { ImportContactsAccess } from './import-contacts-access';
import type { SourceFile } from './import-files';
import { ImportFilesService } from './import-files.service';
import { ImportStageRepository, type StageSummary } from './import-stage.repository';
import { ImportInterrupted, unreadableFile } from './imports.errors';
import { ImportsRepository, type ImportRun } from './imports.repository';
import { readRecords } from './read-records';
import { RepeatFilter } from './repeat-filter';
import type { RowReader } from './row-reader';
import { RowLayout, type StageColumn } from './staged-row';

/** Problems that are kept and can be downloaded; the counts go on. */
const MAX_PROBLEMS = 10_000;

/** Rows read between two looks at whether the run still owns its import. */
const BEAT_EVERY = 50_000;

/** Characters handed to COPY at a time: larger texts would outlive the collector's quick rounds. */
const PIECE = 32_768;

/** Columns of which a summary tells whether they hold anything: where the file has none of them, counting rows is enough. */
const OPTIONAL = new Set<StageColumn>(['tags', 'note', 'company']);

interface Progress {
  rows: number;
  invalid: number;
  /** Usable rows. */
  byStatus: Record<RowStatus, number>;
  droppedValues: number;
  problems: ImportProblem[];
  repeats: RepeatFilter;
}

/** What the scratch table holds when reading is done. */
export interface ReadResult {
  summary: StageSummary;
  /** Positions: all rows of the file, usable or not. */
  totalRows: number;
}

/** The first half of an import: from the file into the scratch table. */
@Injectable()
export class ReadImportService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly stage: ImportStageRepository,
    private readonly files: ImportFilesService,
    private readonly contacts: ImportContactsAccess,
  ) {}

  /**
   * Reads the whole file into the scratch table of this run: every row checked, one row per person. Contacts are not
   * touched; custom fields are declared, unless it is a dry run. Memory stays flat however long the file.
   */
  async read(run: ImportRun, signal?: AbortSignal): Promise<ReadResult> {
    if (run.previousRunId) await this.stage.drop(run.previousRunId);
    await this.stage.create(run.runId);
    const { fileKey, fileName } = run.import;
    return this.files.withFiles(fileKey, fileName, async (files) => {
      const plan = run.import.plan ?? (await this.makePlan(run, files));
      const fields = new Map(
        plan.fields.map((field) => [field.key, { ...field, choices: [...field.choices] }]),
      );
      const progress: Progress = {
        rows: 0,
        invalid: 0,
        byStatus: Object.fromEntries(rowStatuses.map((status) => [status, 0])) as Progress['byStatus'],
        droppedValues: 0,
        problems: [],
        repeats: new RepeatFilter(),
      };
      const before = JSON.stringify([...fields.values()]);
      const layout = new RowLayout(plan.files.flatMap((file) => file.targets));
      const lines = this.lines({ run, plan, fields, layout, files, progress, signal });
      await this.stage.copy(run.runId, layout.columns, lines);
      if (!run.import.dryRun && before !== JSON.stringify([...fields.values()])) {
        await this.contacts.addChoices(run.import.workspaceId, [...fields.values()]);
      }
      return this.finish(run, { plan, layout, progress });
    });
  }

  /** Drops the scratch table. */
  async cleanUp(run: ImportRun): Promise<void> {
    await this.stage.drop(run.runId);
  }

  private async makePlan(run: ImportRun, files: SourceFile[]): Promise<ImportPlan> {
    const { workspaceId, dryRun } = run.import;
    const plan = await this.files.planFor(files, run.import);
    await this.database.transaction(async () => {
      if (!dryRun) await this.contacts.declareFields(workspaceId, plan.fields);
      if (!(await this.imports.savePlan(run.runId, plan))) throw new ImportInterrupted();
    });
    return plan;
  }

  private async *lines(source: Source): AsyncGenerator<string> {
    const { run, plan, files, progress, signal } = source;
    let nextBeat = BEAT_EVERY;
    for (const [index, filePlan] of plan.files.entries()) {
      const file = files.find((candidate) => candidate.name === filePlan.name);
      if (!file)
        throw unreadableFile('file-changed', `${filePlan.name} is no longer in the upload. Upload it again.`);
      const reader = this.contacts.rowReader(run, filePlan, source);
      let isHeader = true;
      for await (const records of readRecords(file, filePlan)) {
        signal?.throwIfAborted();
        let text = '';
        for (const record of records) {
          if (isHeader) {
            isHeader = false;
            continue;
          }
          progress.rows += 1;
          const row = reader.read(record, { position: progress.rows, file: index });
          if (row) {
            progress.byStatus[reader.status] += 1;
            progress.repeats.add(row.addressHash);
            text += row.text;
          } else progress.invalid += 1;
          if (text.length > PIECE) {
            yield text;
            text = '';
          }
        }
        keepProblems(progress, reader);
        if (text !== '') yield text;
        if (progress.rows >= nextBeat) {
          nextBeat = progress.rows + BEAT_EVERY;
          if (!(await this.imports.beat(run.runId))) throw new ImportInterrupted();
        }
      }
    }
  }

  private async mergeRepeated(run: ImportRun, plan: ImportPlan, progress: Progress): Promise<number> {
    return this.stage.mergeRepeated(run.runId, {
      workspaceId: run.import.workspaceId,
      importId: run.import.id,
      fileNames: plan.files.map((file) => file.name),
      problemLimit: MAX_PROBLEMS - progress.problems.length,
    });
  }

  private async finish(
    run: ImportRun,
    { plan, layout, progress }: Pick<Source, 'plan' | 'layout' | 'progress'>,
  ): Promise<ReadResult> {
    const { workspaceId, id: importId } = run.import;
    const { rows, invalid } = progress;
    return this.database.transaction(async () => {
      await this.imports.replaceProblems(workspaceId, importId, progress.problems);
      const duplicate = progress.repeats.mayRepeat ? await this.mergeRepeated(run, plan, progress) : 0;
      const erased = await this.stage.removeErased(run.runId, workspaceId);
      await this.stage.finish(run.runId);
      const wasCounted = duplicate + erased === 0 && !layout.columns.some((column) => OPTIONAL.has(column));
      const summary = wasCounted
        ? { ...progress.byStatus, tagged: 0, noted: 0, employed: 0 }
        : await this.stage.summarise(run.runId);
      const { subscribed, nonsubscribed, unsubscribed, cleaned } = summary;
      const counts = { rows, invalid, duplicate, erased, subscribed, nonsubscribed, unsubscribed, cleaned };
      const known = { ...counts, droppedValues: progress.droppedValues };
      if (!(await this.imports.finishReading(run.runId, rows, known))) throw new ImportInterrupted();
      return { summary, totalRows: rows };
    });
  }
}

interface Source {
  run: ImportRun;
  plan: ImportPlan;
  fields: Map<string, FieldDeclaration>;
  layout: RowLayout;
  files: SourceFile[];
  progress: Progress;
  signal: AbortSignal | undefined;
}

/** Takes the problems of the rows just read; those beyond the limit are only counted. */
function keepProblems(progress: Progress, reader: RowReader): void {
  const problems = reader.takeProblems();
  if (problems.length === 0) return;
  progress.droppedValues += problems.filter((problem) => !problem.isFatal).length;
  const room = MAX_PROBLEMS - progress.problems.length;
  for (const { isFatal: _isFatal, ...problem } of problems.slice(0, room)) progress.problems.push(problem);
}
