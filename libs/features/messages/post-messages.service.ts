import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { DomainError } from '@platform/errors';
import { checkMessage } from './check-message';
import type { MessageInput } from './message';
import { MessageChecks } from './message-checks.service';
import { MessageLimits } from './message-limits.service';
import { MessageStore } from './message-store.service';
import { CONTENT_VANISHED, keyReused } from './messages.errors';
import { MessagesRepository, type KnownKey } from './messages.repository';
import type { StoredMessage } from './posted-messages.repository';
import type { PostedDraft, PostResult, ReadyDraft } from './post-result';
import { requestHash } from './request-hash';

/**
 * Takes messages in: check the fields, look whether the key was used, freeze and try out the content, store. Each message of
 * a request succeeds or fails by itself; only limits of the caller refuse all of them.
 */
@Injectable()
export class PostMessages {
  constructor(
    private readonly messages: MessagesRepository,
    private readonly limits: MessageLimits,
    private readonly checks: MessageChecks,
    private readonly rows: MessageStore,
  ) {}

  /** In the order of the inputs. @throws DomainError `message.too-many` (kind rate-limited) */
  async post(actor: Actor, inputs: readonly MessageInput[], now = new Date()): Promise<PostResult[]> {
    const results = new Map<number, PostResult>();
    const drafts = readInputs(inputs, now, results);
    const fresh = await this.answerKnown(actor, drafts, results);
    if (fresh.length > 0) {
      await this.limits.admit(actor, fresh.length);
      await this.take(actor, fresh, results);
    }
    return inputs.map((_, index) => results.get(index) as PostResult);
  }

  /** One message, whose failure is thrown. */
  async postOne(actor: Actor, input: MessageInput): Promise<PostResult & { ok: true }> {
    const [result] = await this.post(actor, [input]);
    if (result?.ok) return result;
    throw result?.error ?? new Error('A message was posted, and not answered.');
  }

  /** Answers those whose key was used before; returns the others. */
  private async answerKnown(
    actor: Actor,
    drafts: readonly PostedDraft[],
    results: Map<number, PostResult>,
  ): Promise<PostedDraft[]> {
    const keys = drafts.flatMap(({ checked }) => checked.idempotencyKey ?? []);
    if (keys.length === 0) return [...drafts];
    const known = await this.messages.findByKeys(actor.workspaceId, keys);
    const byKey = new Map(known.map((row) => [row.key, row]));
    return drafts.filter((draft) => {
      const row = byKey.get(draft.checked.idempotencyKey ?? '');
      if (row) results.set(draft.index, answerAgain(draft, row));
      return !row;
    });
  }

  private async take(
    actor: Actor,
    drafts: readonly PostedDraft[],
    results: Map<number, PostResult>,
  ): Promise<void> {
    const ready = await this.prepare(actor, drafts, results);
    const admitted = await this.admitRecipients(actor, ready, results);
    const { stored, tried } = await this.store(actor, admitted, results);
    for (const { index, warnings } of tried) {
      const row = stored.get(index);
      if (row) results.set(index, { ok: true, ...answerOf(row), isDuplicate: false, warnings });
    }
    // Somebody else was first with these keys, a moment ago.
    const late = tried.filter(({ index }) => !stored.has(index));
    for (const { checked } of late) await this.limits.refundRecipient(actor.workspaceId, checked.to.key);
    await this.answerKnown(actor, late, results);
  }

  private async prepare(
    actor: Actor,
    drafts: readonly PostedDraft[],
    results: Map<number, PostResult>,
  ): Promise<ReadyDraft[]> {
    const outcomes = await this.checks.prepare(actor.workspaceId, drafts);
    return outcomes.filter((outcome, place): outcome is ReadyDraft => {
      if (!(outcome instanceof DomainError)) return true;
      results.set(drafts[place]?.index ?? -1, { ok: false, error: outcome });
      return false;
    });
  }

  private async admitRecipients(
    actor: Actor,
    ready: readonly ReadyDraft[],
    results: Map<number, PostResult>,
  ): Promise<ReadyDraft[]> {
    const admitted: ReadyDraft[] = [];
    for (const draft of ready) {
      const error = await this.limits.admitRecipient(actor.workspaceId, draft.checked.to.key);
      if (error === null) admitted.push(draft);
      else results.set(draft.index, { ok: false, error });
    }
    return admitted;
  }

  /** A content that was deleted between freezing and storing is frozen once more. */
  private async store(
    actor: Actor,
    drafts: readonly ReadyDraft[],
    results: Map<number, PostResult>,
  ): Promise<{ stored: Map<number, StoredMessage>; tried: readonly ReadyDraft[] }> {
    try {
      return { stored: await this.rows.store(actor, drafts), tried: drafts };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== CONTENT_VANISHED) throw error;
      await this.checks.forgetContents(drafts);
      const again = await this.prepare(actor, drafts, results);
      return { stored: await this.rows.store(actor, again), tried: again };
    }
  }
}

function readInputs(
  inputs: readonly MessageInput[],
  now: Date,
  results: Map<number, PostResult>,
): PostedDraft[] {
  return inputs.flatMap((input, index) => {
    try {
      return [{ index, checked: checkMessage(input, now), requestHash: requestHash(input) }];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      results.set(index, { ok: false, error });
      return [];
    }
  });
}

function answerAgain(draft: PostedDraft, row: KnownKey): PostResult {
  return row.requestHash.equals(draft.requestHash)
    ? { ok: true, ...answerOf(row), isDuplicate: true, warnings: [] }
    : { ok: false, error: keyReused() };
}

function answerOf({ id, status, dueAt }: Pick<StoredMessage, 'id' | 'status' | 'dueAt'>) {
  return { id, status, dueAt };
}
