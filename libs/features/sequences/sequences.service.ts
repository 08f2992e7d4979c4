import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { fold } from '@features/segments';
import { Database } from '@platform/database';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { EMPTY_GRAPH } from './graph/parse-sequence-graph';
import type { SequenceProblem } from './graph/sequence-problem';
import type { Sequence, SequenceChanges, SequenceInput, SequenceStatus } from './sequence';
import { SequenceChecks } from './sequence-checks.service';
import {
  invalidSequence,
  sequenceChangedMeanwhile,
  sequenceNotFound,
  sequenceNotIn,
} from './sequences.errors';
import { SequencesRepository } from './sequences.repository';

const MAX_NAME = 100;
const MAX_DESCRIPTION = 1000;

/** Sequences as people write them: their drafts. What runs are versions, see `SequencePublishing`. */
@Injectable()
export class SequencesService {
  constructor(
    private readonly db: Database,
    private readonly sequences: SequencesRepository,
    private readonly checks: SequenceChecks,
    private readonly audit: AuditService,
  ) {}

  /** Newest first. */
  async list(
    workspaceId: string,
    page: PageRequest & { search?: string; status?: SequenceStatus },
  ): Promise<Page<Sequence>> {
    const rows = await this.sequences.list(workspaceId, {
      search: page.search?.trim() ? page.search : null,
      status: page.status ?? null,
      before: idCursor(page),
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: (row) => [row.id] });
  }

  /** Throws `sequence.not-found`. */
  async get(workspaceId: string, id: string): Promise<Sequence> {
    const sequence = await this.sequences.find(workspaceId, id);
    if (!sequence) throw sequenceNotFound(id);
    return sequence;
  }

  /** What is wrong with the draft; see `SequenceChecks.problems`. */
  async problems(workspaceId: string, id: string): Promise<SequenceProblem[]> {
    const { draft } = await this.get(workspaceId, id);
    return this.checks.problems(workspaceId, draft, { self: id });
  }

  /** A draft. Throws `sequence.invalid-graph` with a pointer to every mistake, `sequence.name-taken`, or `sequence.invalid`. */
  async create(actor: Actor, input: SequenceInput): Promise<Sequence> {
    const { workspaceId } = actor;
    const { name = '', description = '' } = checkTexts(input);
    const draft = input.graph === undefined ? EMPTY_GRAPH : await this.checks.read(workspaceId, input.graph);
    return this.db.transaction(async () => {
      const sequence = { name, description, draft, libraryKey: input.libraryKey ?? null };
      const id = await this.sequences.insert(workspaceId, sequence);
      await this.record(actor, 'sequence.created', { id, details: { name } });
      return this.get(workspaceId, id);
    });
  }

  /**
   * Changes the draft; what is published runs on as it is. Throws `sequence.changed-meanwhile` when `version` is not the present
   * one, and `sequence.cannot-edit` of an archived sequence.
   */
  async update(actor: Actor, id: string, changes: SequenceChanges): Promise<Sequence> {
    const { workspaceId } = actor;
    const { version, graph } = changes;
    const texts = checkTexts(changes);
    const draft = graph === undefined ? undefined : await this.checks.read(workspaceId, graph);
    return this.db.transaction(async () => {
      const before = await this.sequences.lock(workspaceId, id);
      if (!before) throw sequenceNotFound(id);
      if (version !== undefined && version !== before.version) throw sequenceChangedMeanwhile(before.version);
      if (before.status === 'archived')
        throw sequenceNotIn(['draft', 'active', 'paused'], 'archived', 'edit');
      const { name, description } = { ...before, ...texts };
      await this.sequences.update(workspaceId, id, { name, description, draft: draft ?? before.draft });
      const changed = Object.keys(changes).filter((key) => key !== 'version');
      await this.record(actor, 'sequence.changed', { id, details: { name, changed } });
      return this.get(workspaceId, id);
    });
  }

  /** A new draft with the same graph under a free name. */
  async duplicate(actor: Actor, id: string): Promise<Sequence> {
    const { workspaceId } = actor;
    return this.db.transaction(async () => {
      const original = await this.get(workspaceId, id);
      const name = await this.freeName(workspaceId, `Copy of ${original.name}`);
      const { description, draft } = original;
      const copy = await this.sequences.insert(workspaceId, { name, description, draft, libraryKey: null });
      await this.record(actor, 'sequence.created', { id: copy, details: { name, copyOf: id } });
      return this.get(workspaceId, copy);
    });
  }

  /** Deletes a sequence that nobody ever went through. Throws `sequence.in-use`, or `sequence.cannot-delete` while it is active. */
  async remove(actor: Actor, id: string): Promise<void> {
    const { workspaceId } = actor;
    await this.db.transaction(async () => {
      const sequence = await this.sequences.lock(workspaceId, id);
      if (!sequence) throw sequenceNotFound(id);
      if (sequence.status === 'active')
        throw sequenceNotIn(['draft', 'paused', 'archived'], 'active', 'delete');
      await this.sequences.remove(workspaceId, id);
      await this.record(actor, 'sequence.deleted', { id, details: { name: sequence.name } });
    });
  }

  /** `name`, or with the first number that makes it free. */
  async freeName(workspaceId: string, name: string): Promise<string> {
    const short = name.slice(0, MAX_NAME - 5).trim();
    const taken = new Set(await this.sequences.namesLike(workspaceId, short));
    const candidates = [
      short,
      ...Array.from({ length: taken.size + 1 }, (_, index) => `${short} ${index + 2}`),
    ];
    return candidates.find((candidate) => !taken.has(fold(candidate))) ?? short;
  }

  /** Which sequence was installed from which entry of the library. */
  async libraryKeys(workspaceId: string): Promise<Map<string, string>> {
    return this.sequences.libraryKeys(workspaceId);
  }

  private async record(
    actor: Actor,
    action: string,
    { id, details }: { id: string; details: Record<string, unknown> },
  ): Promise<void> {
    await this.audit.record(actor, { action, targetKind: 'sequence', targetId: id, details });
  }
}

function checkTexts({ name, description }: { name?: string; description?: string }) {
  const trimmed = name?.trim();
  if (trimmed !== undefined && (trimmed === '' || trimmed.length > MAX_NAME)) {
    throw invalidSequence('/name', `name must be 1–${MAX_NAME} characters.`);
  }
  if (description !== undefined && description.length > MAX_DESCRIPTION) {
    throw invalidSequence('/description', `description must be at most ${MAX_DESCRIPTION} characters.`);
  }
  return {
    ...(trimmed === undefined ? {} : { name: trimmed }),
    ...(description === undefined ? {} : { description }),
  };
}
