import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { TemplatesService } from '@features/templates';
import { DomainError } from '@platform/errors';
import { decodeCursor, invalidCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { isEmail, type EmailStep, type PublishedGraph, type SequenceGraph } from './graph/sequence-graph';
import { problem, type SequenceProblem } from './graph/sequence-problem';
import type { Sequence, SequenceVersion } from './sequence';
import { SequenceChecks } from './sequence-checks.service';
import {
  sequenceChangedMeanwhile,
  sequenceNotFound,
  sequenceNotIn,
  sequenceNotReady,
  sequenceVersionNotFound,
} from './sequences.errors';
import { SequencesRepository } from './sequences.repository';

/** A graph with its emails as they are now, ready to be a version. */
export interface FrozenGraph {
  graph: PublishedGraph;
  contents: { step: string; templateVersionId: string }[];
}

/** Makes versions out of drafts. Who runs them, and what becomes of those inside, is for `SequenceLifecycle`. */
@Injectable()
export class SequencePublishing {
  constructor(
    private readonly sequences: SequencesRepository,
    private readonly checks: SequenceChecks,
    private readonly templates: TemplatesService,
    private readonly audit: AuditService,
  ) {}

  /**
   * What would be published: every email compiled and frozen. Takes a tenth of a second per new email; call it outside of
   * transactions. Throws `sequence.not-ready` with all that is in the way.
   */
  async freeze(workspaceId: string, { id, draft }: Sequence): Promise<FrozenGraph> {
    const found = await this.checks.problems(workspaceId, draft, { self: id });
    const blocks = found.filter(({ level }) => level === 'block');
    if (blocks.length > 0 || draft.start === null) throw sequenceNotReady(blocks);
    const { contents, problems } = await this.freezeEmails(workspaceId, draft);
    if (problems.length > 0) throw sequenceNotReady(problems);
    const frozen = new Map(contents.map(({ step, templateVersionId }) => [step, templateVersionId]));
    const steps = Object.entries(draft.steps).map(([id, step]) => {
      const templateVersionId = frozen.get(id);
      return [id, templateVersionId === undefined ? step : { ...step, templateVersionId }] as const;
    });
    return { graph: { ...draft, start: draft.start, steps: Object.fromEntries(steps) }, contents };
  }

  /** Stores a frozen graph as the next version; in the caller's transaction. `read` is the sequence that it was made from. */
  async store(actor: Actor, read: Sequence, { graph, contents }: FrozenGraph): Promise<Sequence> {
    const { workspaceId } = actor;
    const now = await this.sequences.lock(workspaceId, read.id);
    if (!now) throw sequenceNotFound(read.id);
    if (now.version !== read.version) throw sequenceChangedMeanwhile(now.version);
    if (now.status === 'archived') throw sequenceNotIn(['draft', 'active', 'paused'], 'archived', 'publish');
    const status = now.status === 'paused' ? 'paused' : 'active';
    const number = await this.sequences.publish(workspaceId, read.id, {
      graph,
      contents,
      publishedBy: actor.name,
      status,
    });
    await this.audit.record(actor, {
      action: 'sequence.published',
      targetKind: 'sequence',
      targetId: read.id,
      details: { name: now.name, version: number },
    });
    return { ...now, status, publishedVersion: number, hasChanges: false };
  }

  /** Throws `sequence-version.not-found`. */
  async version(workspaceId: string, id: string, number: number): Promise<SequenceVersion> {
    const version = await this.sequences.findVersion(workspaceId, id, number);
    if (!version) throw sequenceVersionNotFound(id, number);
    return version;
  }

  /** Newest first, without their graphs. Throws `sequence.not-found`. */
  async versions(
    workspaceId: string,
    id: string,
    page: PageRequest,
  ): Promise<Page<Omit<SequenceVersion, 'graph'>>> {
    if (!(await this.sequences.find(workspaceId, id))) throw sequenceNotFound(id);
    const rows = await this.sequences.listVersions(workspaceId, id, {
      before: numberCursor(page),
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: ({ number }) => [number] });
  }

  private async freezeEmails(
    workspaceId: string,
    { steps }: SequenceGraph,
  ): Promise<{ contents: FrozenGraph['contents']; problems: SequenceProblem[] }> {
    const contents: FrozenGraph['contents'] = [];
    const problems: SequenceProblem[] = [];
    for (const [step, email] of Object.entries(steps)) {
      if (!isEmail(email) || email.templateId === null) continue;
      try {
        const { id } = await this.templates.freeze(workspaceId, email.templateId, { subject: email.subject });
        contents.push({ step, templateVersionId: id });
      } catch (error) {
        problems.push(...contentProblems(step, email, error));
      }
    }
    return { contents, problems };
  }
}

function numberCursor({ cursor }: PageRequest): number | null {
  if (cursor === undefined) return null;
  const [number] = decodeCursor(cursor, 1);
  if (typeof number === 'number' && Number.isInteger(number) && Math.abs(number) < 2 ** 31) return number;
  throw invalidCursor();
}

/** What a template that does not compile says, at the step that sends it. */
function contentProblems(step: string, { subject }: EmailStep, error: unknown): SequenceProblem[] {
  if (!(error instanceof DomainError) || (error.kind !== 'invalid' && error.kind !== 'not-found'))
    throw error;
  const details = error.errors.length > 0 ? error.errors : [{ pointer: '/mjml', message: error.message }];
  return details.map(({ pointer, message }) => {
    const field = pointer === '/subject' && subject !== null ? 'subject' : 'templateId';
    return problem(`/steps/${step}/${field}`, {
      code: 'unfit-template',
      message: `The email of step "${step}" cannot be sent. ${message}`,
      remedy: field === 'subject' ? 'Mend the subject line of the step.' : 'Mend the template.',
    });
  });
}
