import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { toLine } from '@features/contacts';
import { Database } from '@platform/database';
import type { Page, PageRequest } from '@platform/paging';
import { checkOptions } from './check-options';
import type { ContactImport, ImportFormat, ImportOptions, ImportProblem } from './contact-import';
import { ImportCollaborators } from './import-collaborators';
import { consentScopeMissing, invalidOption, notCancellable, notRunnable } from './imports.errors';
import { runContactImport } from './imports.jobs';
import { ImportsRepository } from './imports.repository';

/** Takes files in, shows how far they are, and lets people cancel. The work itself is `RunContactImportService`. */
@Injectable()
export class ContactImportsService {
  constructor(
    private readonly database: Database,
    private readonly imports: ImportsRepository,
    private readonly others: ImportCollaborators,
  ) {}

  /**
   * Stores the upload and lets a worker import it. The file is looked into first, so that one without an address
   * column is refused at once. Errors: `contact-import.*`, `storage.file-too-large`, `topic.not-found`.
   */
  async upload(
    actor: Actor,
    upload: { fileName: string; content: Readable; options: unknown },
  ): Promise<ContactImport> {
    const created = await this.store(actor, upload);
    await this.enqueue(created);
    return created;
  }

  /** Imports a file of this machine and returns when it is finished: for commands and seeds. */
  async importFile(
    actor: Actor,
    file: { path: string; options: ImportOptions; signal?: AbortSignal },
  ): Promise<ContactImport> {
    const content = createReadStream(file.path);
    const created = await this.store(actor, {
      fileName: basename(file.path),
      content,
      options: file.options,
    });
    await this.others.runner.run(actor.workspaceId, created.id, file.signal);
    return this.imports.get(actor.workspaceId, created.id);
  }

  /** After a dry run: imports the same file for good, as a new import. */
  async runForReal(actor: Actor, dryRunId: string): Promise<ContactImport> {
    const created = await this.database.transaction(async () => {
      const dryRun = await this.imports.get(actor.workspaceId, dryRunId);
      if (!dryRun.dryRun || dryRun.status !== 'done') {
        throw notRunnable('Only a dry run that is done can be run for real.');
      }
      this.assertMayRecordConsent(actor, dryRun.options);
      const file = await this.imports.takeFile(actor.workspaceId, dryRunId);
      if (!file) {
        throw notRunnable(
          'The file of this dry run is gone: it was imported already, or a day has passed. Upload it again.',
        );
      }
      return this.insert(actor, {
        fileName: dryRun.fileName,
        fileKey: file.key,
        fileHash: file.hash,
        format: dryRun.format,
        options: { ...dryRun.options, dryRun: false },
      });
    });
    await this.enqueue(created);
    return created;
  }

  async get(workspaceId: string, id: string): Promise<ContactImport> {
    return this.imports.get(workspaceId, id);
  }

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest): Promise<Page<ContactImport>> {
    return this.imports.list(workspaceId, page);
  }

  /** Stops it after the chunk in hand; what was written stays. Errors: `contact-import.already-finished`. */
  async cancel(actor: Actor, id: string): Promise<ContactImport> {
    await this.database.transaction(async () => {
      if (!(await this.imports.cancel(actor.workspaceId, id))) {
        throw notCancellable((await this.imports.get(actor.workspaceId, id)).status);
      }
      await this.record(actor, { action: 'contact-import.cancelled', targetId: id, details: {} });
    });
    await this.others.files.discard(actor.workspaceId, id);
    return this.imports.get(actor.workspaceId, id);
  }

  /** The problems as CSV (formula-safe), in order of file and line, piece by piece. At most 10,000 are kept. */
  async *problemsCsv(workspaceId: string, id: string): AsyncGenerator<string> {
    const limit = 1000;
    let after: ImportProblem | null = null;
    let chunk = `\ufeff${toLine(['file', 'line', 'column', 'value', 'reason'], { raw: false })}`;
    for (;;) {
      const problems: ImportProblem[] = await this.imports.listProblems(workspaceId, id, { after, limit });
      const lines = problems.map(({ file, line, column, value, reason }) =>
        toLine([file, String(line), column, value, reason], { raw: false }),
      );
      yield chunk + lines.join('');
      chunk = '';
      after = problems.at(-1) ?? null;
      if (problems.length < limit) return;
    }
  }

  private async store(
    actor: Actor,
    upload: { fileName: string; content: Readable; options: unknown },
  ): Promise<ContactImport> {
    // From here on the stream's errors belong to whoever stores it; until then none may end the process.
    upload.content.on('error', () => undefined);
    const options = checkOptions(upload.options);
    this.assertMayRecordConsent(actor, options);
    await this.assertTopic(actor, options);
    const fileName = tidyFileName(upload.fileName);
    const fileKey = `imports/${actor.workspaceId}/${randomUUID()}`;
    const stored = await this.others.files.store(fileKey, { fileName, content: upload.content });
    try {
      const format = await this.others.files.check(fileKey, {
        workspaceId: actor.workspaceId,
        fileName,
        options,
      });
      return await this.database.transaction(() =>
        this.insert(actor, { fileName, fileKey, fileHash: stored.sha256, format, options }),
      );
    } catch (error) {
      await this.others.files.delete(fileKey);
      throw error;
    }
  }

  private async insert(
    actor: Actor,
    input: {
      fileName: string;
      fileKey: string;
      fileHash: Buffer;
      format: ImportFormat;
      options: ImportOptions;
    },
  ): Promise<ContactImport> {
    const createdBy = actor.kind === 'user' ? actor.id : null;
    const created = await this.imports.insert(actor.workspaceId, { ...input, createdBy });
    await this.record(actor, {
      action: 'contact-import.created',
      targetId: created.id,
      details: { fileHash: input.fileHash.toString('hex'), dryRun: input.options.dryRun ?? false },
    });
    return created;
  }

  /** Consent is given by people: saying so for them needs the right to say so. */
  private assertMayRecordConsent(actor: Actor, options: ImportOptions): void {
    const { topicId, consentStatement, legalBasis, trackingConsent } = options;
    const says = topicId ?? consentStatement ?? legalBasis ?? trackingConsent;
    if (says === undefined || actor.scopes.includes('consent:write')) return;
    throw consentScopeMissing();
  }

  private async assertTopic(actor: Actor, { topicId }: ImportOptions): Promise<void> {
    if (topicId === undefined || (await this.imports.hasTopic(actor.workspaceId, topicId))) return;
    throw invalidOption('/options/topicId', `There is no topic with the id ${topicId} in this workspace.`);
  }

  private async enqueue({ workspaceId, id }: ContactImport): Promise<void> {
    await this.database.afterCommit(() =>
      this.others.jobs.enqueue(runContactImport, { workspaceId, importId: id }),
    );
  }

  private async record(
    actor: Actor,
    entry: { action: string; targetId: string; details: Record<string, unknown> },
  ): Promise<void> {
    await this.others.audit.record(actor, { targetKind: 'contact-import', ...entry });
  }
}

/** Only for showing; files are stored under keys of our own. */
function tidyFileName(fileName: string): string {
  // eslint-disable-next-line no-control-regex
  const tidy = basename(fileName.replaceAll('\\', '/')).replace(/[\u0000-\u001f\u007f]/g, '');
  return tidy.slice(-200) || 'contacts.csv';
}
