import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import type { WhichInside } from './enrollments/departures.repository';
import type { InsideChoice, Sequence, SequenceStatus } from './sequence';
import { SequenceInside } from './sequence-inside.service';
import { SequencePublishing } from './sequence-publishing.service';
import { sequenceNotFound, sequenceNotIn } from './sequences.errors';
import { SequencesRepository } from './sequences.repository';

type Verb = 'pause' | 'resume' | 'archive' | 'restore';

const FROM: Record<Verb, readonly SequenceStatus[]> = {
  pause: ['active'],
  resume: ['paused'],
  archive: ['draft', 'active', 'paused'],
  restore: ['archived'],
};
const DONE: Record<Verb, string> = {
  pause: 'sequence.paused',
  resume: 'sequence.resumed',
  archive: 'sequence.archived',
  restore: 'sequence.restored',
};

/** A sequence as it was published just now. */
export interface Published {
  sequence: Sequence;
  /** How many of those inside moved over to the new version. */
  moved: number;
}

/** Starts sequences and stops them. */
@Injectable()
export class SequenceLifecycle {
  constructor(
    private readonly db: Database,
    private readonly sequences: SequencesRepository,
    private readonly publishing: SequencePublishing,
    private readonly inside: SequenceInside,
    private readonly audit: AuditService,
  ) {}

  /**
   * Publishes the draft as the next version, which enrols from now on, and activates the sequence unless it is paused. Those who are
   * inside stay in their version, or move over. Throws `sequence.not-ready`, `sequence.changed-meanwhile`, `sequence.cannot-publish`.
   */
  async publish(actor: Actor, id: string, { inside }: { inside: InsideChoice }): Promise<Published> {
    const { workspaceId } = actor;
    const read = await this.sequences.find(workspaceId, id);
    if (!read) throw sequenceNotFound(id);
    if (read.status === 'archived') throw sequenceNotIn(['draft', 'active', 'paused'], 'archived', 'publish');
    const frozen = await this.publishing.freeze(workspaceId, read);
    return this.db.transaction(async () => {
      const published = await this.publishing.store(actor, read, frozen);
      const version = published.publishedVersion ?? 0;
      const moved = await this.inside.published(workspaceId, id, { version, inside });
      return { sequence: published, moved };
    });
  }

  /** Nobody moves on until it is resumed; people go on entering, and wait. */
  async pause(actor: Actor, id: string): Promise<Sequence> {
    return this.turn(actor, id, 'pause');
  }

  /** What fell due meanwhile happens now. */
  async resume(actor: Actor, id: string): Promise<Sequence> {
    return this.turn(actor, id, 'resume');
  }

  /** Ends the sequence for everybody who is in it. It can be read, duplicated and restored. */
  async archive(actor: Actor, id: string): Promise<Sequence> {
    return this.turn(actor, id, 'archive');
  }

  /** Paused, or a draft when it was never published. */
  async restore(actor: Actor, id: string): Promise<Sequence> {
    return this.turn(actor, id, 'restore');
  }

  /**
   * Takes out who is inside, all or some, and back what mail is not on its way; the sequence goes on as it is. Returns how many. Throws
   * `sequence.not-found`.
   */
  async stopAll(actor: Actor, id: string, which: WhichInside = {}): Promise<number> {
    return this.withInside(actor, id, {
      action: 'sequence.stopped-all',
      details: saidOf(which),
      work: () => this.inside.stopped(actor.workspaceId, id, which),
    });
  }

  /**
   * Puts who is inside, all or some, at another step of their version: what comes from there happens, also once more. Returns how many. Throws
   * `sequence.not-found`, `enrollment.no-such-step`.
   */
  async moveAll(actor: Actor, id: string, { to, ...which }: WhichInside & { to: string }): Promise<number> {
    return this.withInside(actor, id, {
      action: 'sequence.moved-all',
      details: { to, ...saidOf(which) },
      work: () => this.inside.moved(actor.workspaceId, id, { to, which, by: actor.name }),
    });
  }

  /** The engine does not move anybody of the sequence meanwhile. */
  private async withInside(
    actor: Actor,
    id: string,
    { action, details, work }: { action: string; details: object; work: () => Promise<number> },
  ): Promise<number> {
    return this.db.transaction(async () => {
      const sequence = await this.sequences.lock(actor.workspaceId, id);
      if (!sequence) throw sequenceNotFound(id);
      const contacts = await work();
      await this.audit.record(actor, {
        action,
        targetKind: 'sequence',
        targetId: id,
        details: { name: sequence.name, ...details, contacts },
      });
      return contacts;
    });
  }

  private async turn(actor: Actor, id: string, verb: Verb): Promise<Sequence> {
    const { workspaceId } = actor;
    return this.db.transaction(async () => {
      const sequence = await this.sequences.lock(workspaceId, id);
      if (!sequence) throw sequenceNotFound(id);
      if (!FROM[verb].includes(sequence.status)) throw sequenceNotIn(FROM[verb], sequence.status, verb);
      const status = statusAfter(verb, sequence);
      await this.sequences.setStatus(workspaceId, id, status);
      if (verb === 'archive') await this.inside.archived(workspaceId, id);
      else await this.inside.turned(workspaceId, id);
      await this.audit.record(actor, {
        action: DONE[verb],
        targetKind: 'sequence',
        targetId: id,
        details: { name: sequence.name },
      });
      return { ...sequence, status };
    });
  }
}

/** For the audit trail. */
function saidOf({ step, stepEnteredBefore }: WhichInside): object {
  return {
    ...(step === undefined ? {} : { step }),
    ...(stepEnteredBefore === undefined ? {} : { stepEnteredBefore: stepEnteredBefore.toISOString() }),
  };
}

function statusAfter(verb: Verb, { publishedVersion }: Sequence): SequenceStatus {
  switch (verb) {
    case 'pause':
      return 'paused';
    case 'resume':
      return 'active';
    case 'archive':
      return 'archived';
    case 'restore':
      return publishedVersion === null ? 'draft' : 'paused';
  }
}
