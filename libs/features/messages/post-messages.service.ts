import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { DomainError } from '@platform/errors';
import { checkMessage } from './check-message';
import type { MessageInput } from './message';
import { MessageChecks } from './message-checks.service';
import { MessageLimits } from './message-limits.service';
import { MessageStore, type StoreResult } from './message-store.service';
import { CONTENT_VANISHED, keyReused } from './messages.errors';
import { PostedMessagesRepository, type KnownKey, type StoredMessage } from './posted-messages.repository';
import type { PostedDraft, PostResult, ReadyDraft } from './post-result';
import { requestHash } from './request-hash';

/**
 * Takes messages in: check the fields, look whether the key was used, freeze and try out the content, store. Each message of
 * a request succeeds or fails by itself; only limits of the caller refuse all of them.
 */
@Injectable()
export class PostMessages {
  constructor(
    private readonly posted: PostedMessagesRepository,
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
    const known = await this.posted.findByKeys(actor.workspaceId, keys);
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
    const { tried, stored, refused } = await this.store(actor, ready, results);
    const late: ReadyDraft[] = [];
    for (const draft of tried) {
      const row = stored.get(draft.index);
      const error = refused.get(draft.index);
      if (row) results.set(draft.index, accepted(row, draft.warnings));
      else if (error) results.set(draft.index, { ok: false, error });
      // Somebody else was first with this key, a moment ago.
      else late.push(draft);
    }
    await this.answerKnown(actor, late, results);
  }

  private async prepare(
    actor: Actor,
    drafts: readonly PostedDraft[],
    results: Map<number, PostResult>,
  ): Promise<ReadyDraft[]> {
    const outcomes = await this.checks.prepare(actor, drafts);
    return outcomes.filter((outcome, place): outcome is ReadyDraft => {
      if (!(outcome instanceof DomainError)) return true;
      results.set(drafts[place]?.index ?? -1, { ok: false, error: outcome });
      return false;
    });
  }

  /** A content that was deleted between freezing and storing is frozen once more. */
  private async store(
    actor: Actor,
    drafts: readonly ReadyDraft[],
    results: Map<number, PostResult>,
  ): Promise<StoreResult & { tried: readonly ReadyDraft[] }> {
    try {
      return { tried: drafts, ...(await this.rows.store(actor, drafts)) };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== CONTENT_VANISHED) throw error;
      await this.checks.forgetContents(drafts);
      const again = await this.prepare(actor, drafts, results);
      return { tried: again, ...(await this.rows.store(actor, again)) };
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

function accepted(row: StoredMessage, warnings: string[]): PostResult {
  return { ok: true, ...answerOf(row), isDuplicate: false, warnings };
}

function answerOf({ id, status, dueAt }: Pick<StoredMessage, 'id' | 'status' | 'dueAt'>) {
  return { id, status, dueAt };
}
