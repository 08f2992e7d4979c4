import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { Aftermath } from './aftermath';
import { DeparturesRepository, type WhichInside } from './departures.repository';
import type { Entry } from './entries.repository';
import { Entries } from './entries.service';
import {
  noApiTrigger,
  noSuchStep,
  noSuchStepAnywhere,
  enrollmentEnded,
  enrollmentNotFound,
  sequenceNotRunning,
  tooManyContacts,
} from './enrollments.errors';
import type { Passage } from './enrollment';
import { RunningRows } from './running-rows';

/** Contacts per call of the API. */
export const MAX_ENROLLED_AT_ONCE = 1_000;

/** Passages that people change by hand: in, out, elsewhere, over to another version. */
@Injectable()
export class Enrollments {
  constructor(
    private readonly db: Database,
    private readonly rows: RunningRows,
    private readonly departures: DeparturesRepository,
    private readonly entries: Entries,
    private readonly after: Aftermath,
  ) {}

  /**
   * Enrols contacts, by the rules of the sequence: filter, re-entry, one passage at a time. Says of each whether it entered, and why not. Throws
   * `sequence.not-found`, `sequence.not-running`, `sequence.no-api-trigger`, `enrollment.too-many`.
   */
  async enroll(
    actor: Actor,
    sequenceId: string,
    { contactIds, now: given }: { contactIds: readonly string[]; now?: Date },
  ): Promise<Entry[]> {
    const { workspaceId } = actor;
    if (contactIds.length === 0 || contactIds.length > MAX_ENROLLED_AT_ONCE)
      throw tooManyContacts(MAX_ENROLLED_AT_ONCE);
    return this.db.transaction(async () => {
      const sequence = await this.openTo(workspaceId, sequenceId);
      const now = given ?? (await this.rows.sequences.now());
      const candidates = contactIds.map((contactId) => ({
        contactId,
        since: now,
        trigger: { api: actor.name },
      }));
      const answers = await this.entries.enter(workspaceId, sequence, { candidates, now });
      const entered = answers.filter(({ enrollmentId }) => enrollmentId !== null).length;
      if (entered > 0)
        await this.record(actor, { action: 'sequence.enrolled', sequenceId, details: { contacts: entered } });
      return answers;
    });
  }

  /**
   * Takes a contact out of the sequence, and back what mail is not on its way yet. Throws `enrollment.not-found`, `enrollment.ended`.
   */
  async stop(actor: Actor, enrollmentId: string, given?: Date): Promise<void> {
    const { workspaceId } = actor;
    await this.db.transaction(async () => {
      const passage = await this.lock(workspaceId, enrollmentId);
      const now = given ?? (await this.rows.sequences.now());
      const ending = { status: 'stopped', reason: 'stopped', details: null } as const;
      await this.rows.passages.end(workspaceId, [{ passage, ending }], now);
      await this.logLeft(workspaceId, passage, { outcome: 'stopped', details: { by: actor.name }, now });
      await this.after.messages.withdraw(workspaceId, [enrollmentId], 'left the sequence: stopped');
      const { sequenceId, contactId } = passage;
      await this.record(actor, { action: 'enrollment.stopped', sequenceId, details: { contactId } });
    });
  }

  /**
   * Puts a contact at another step, earlier or later; what comes from there on happens, also once more. Throws `enrollment.not-found`,
   * `enrollment.ended`, `enrollment.no-such-step`.
   */
  async move(
    actor: Actor,
    enrollmentId: string,
    { step, now: given }: { step: string; now?: Date },
  ): Promise<void> {
    const { workspaceId } = actor;
    await this.db.transaction(async () => {
      const passage = await this.lock(workspaceId, enrollmentId);
      const { sequenceId, version, contactId } = passage;
      const graph = await this.rows.sequences.graph(workspaceId, sequenceId, version);
      if (!graph || !Object.hasOwn(graph.steps, step)) throw noSuchStep(step, version);
      const now = given ?? (await this.rows.sequences.now());
      const details = { by: actor.name, to: step };
      await this.logLeft(workspaceId, passage, { outcome: 'moved', details, now });
      await this.departures.moveTo(workspaceId, enrollmentId, { step, now });
      await this.record(actor, {
        action: 'enrollment.moved',
        sequenceId,
        details: { contactId, ...details },
      });
    });
  }

  /**
   * Moves those inside over to a version, in the transaction that publishes it: to the step of the same name and kind. Who is at a step that it
   * has not, stays in the version in which it is. Returns how many moved. Rebuild the listeners afterwards.
   */
  async moveToVersion(
    workspaceId: string,
    sequenceId: string,
    { version, now: given }: { version: number; now?: Date },
  ): Promise<number> {
    return this.db.transaction(async () => {
      const to = await this.rows.sequences.graph(workspaceId, sequenceId, version);
      const others = await this.rows.sequences.versionsInUse(workspaceId, sequenceId);
      const kept: { version: number; step: string }[] = [];
      for (const other of others.filter((one) => one !== version)) {
        const from = await this.rows.sequences.graph(workspaceId, sequenceId, other);
        for (const [step, { kind }] of Object.entries(from?.steps ?? {}))
          if (to?.steps[step]?.kind === kind) kept.push({ version: other, step });
      }
      const now = given ?? (await this.rows.sequences.now());
      const moved = await this.departures.moveOver(workspaceId, sequenceId, { version, kept, now });
      await this.db.afterCommit(() => this.after.nudge.nudge(workspaceId));
      return moved;
    });
  }

  /**
   * Puts those inside at another step of their version, in the transaction that holds the sequence. Returns how many; who is in a version without such a
   * step stays. Throws `enrollment.no-such-step` when no version has it that somebody is in.
   */
  async moveAll(
    workspaceId: string,
    sequenceId: string,
    { to, which, by, now: given }: { to: string; which: WhichInside; by: string; now?: Date },
  ): Promise<number> {
    return this.db.transaction(async () => {
      const inUse = await this.rows.sequences.versionsInUse(workspaceId, sequenceId);
      const versions: number[] = [];
      for (const version of inUse) {
        const graph = await this.rows.sequences.graph(workspaceId, sequenceId, version);
        if (graph && Object.hasOwn(graph.steps, to)) versions.push(version);
      }
      if (inUse.length > 0 && versions.length === 0) throw noSuchStepAnywhere(to);
      const now = given ?? (await this.rows.sequences.now());
      const moved = await this.departures.moveAll(workspaceId, sequenceId, { to, which, versions, by, now });
      await this.db.afterCommit(() => this.after.nudge.nudge(workspaceId));
      return moved;
    });
  }

  /** Takes people out, in the transaction that archives the sequence, or because somebody asked for it. Returns how many. */
  async endAll(
    workspaceId: string,
    sequenceId: string,
    { reason, which, now: given }: { reason: 'archived' | 'stopped'; which?: WhichInside; now?: Date },
  ): Promise<number> {
    return this.db.transaction(async () => {
      const now = given ?? (await this.rows.sequences.now());
      const ids = await this.departures.endAll(workspaceId, sequenceId, { reason, now, which });
      await this.after.messages.withdraw(workspaceId, ids, `left the sequence: ${reason}`);
      return ids.length;
    });
  }

  private async openTo(workspaceId: string, id: string): Promise<{ id: string; version: number }> {
    const found = await this.rows.sequences.find(workspaceId, id);
    if (!found) throw notFound('sequence', id);
    const { status, version } = found;
    if ((status !== 'active' && status !== 'paused') || version === null) throw sequenceNotRunning(status);
    const graph = await this.rows.sequences.graph(workspaceId, id, version);
    if (!graph?.triggers.some((trigger) => 'api' in trigger)) throw noApiTrigger();
    return { id, version };
  }

  private async lock(workspaceId: string, id: string): Promise<Passage> {
    const found = await this.rows.passages.lockOne(workspaceId, id);
    if (found) return found;
    const status = await this.rows.passages.statusOf(workspaceId, id);
    throw status === null ? enrollmentNotFound(id) : enrollmentEnded(status);
  }

  private async logLeft(
    workspaceId: string,
    passage: Passage,
    { outcome, details, now }: { outcome: string; details: Record<string, unknown>; now: Date },
  ): Promise<void> {
    const { id: enrollmentId, step, visit, version, stepEnteredAt: enteredAt } = passage;
    await this.rows.passages.log(workspaceId, [
      { enrollmentId, step, visit, version, enteredAt, leftAt: now, outcome, details },
    ]);
  }

  private async record(
    actor: Actor,
    { action, sequenceId, details }: { action: string; sequenceId: string; details: Record<string, unknown> },
  ): Promise<void> {
    await this.after.audit.record(actor, { action, targetKind: 'sequence', targetId: sequenceId, details });
    await this.db.afterCommit(() => this.after.nudge.nudge(actor.workspaceId));
  }
}
