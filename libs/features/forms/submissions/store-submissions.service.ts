import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Batcher, Database } from '@platform/database';
import { TokenSigner } from '@platform/tokens';
import type { PublishedForm } from '../form';
import { AcceptSubmission } from './accept-submission.service';
import { checkToken } from './form-tokens';
import { ENOUGH, UNSIGNED } from './score';
import type { NewSubmission, StoredSubmission, SubmitOutcome } from './submission';
import { SubmissionsRepository } from './submissions.repository';

/** A post that was examined. Its row's `contactId` is the contact that a signed link names. */
export interface ExaminedPost {
  form: PublishedForm;
  row: NewSubmission;
}

/** A group that waits longer for somebody's lock breaks up: then only those who must wait do. */
const LOCK_WAIT_MS = 250;

/**
 * Nobody is answered sooner. A group is answered at once, but who is alone could tell by time what an address costs: a known one, a new
 * one and one that must not be mailed differ by less than this.
 */
const ANSWER_AFTER_MS = 50;

/**
 * Stores what was posted and does all that follows from it, in one transaction before anybody is answered. Posts of a form that
 * come while a transaction is under way share the next one: docs/adr/0026-submissions-share-transactions.md.
 */
@Injectable()
export class StoreSubmissions {
  /** By form and version. Few, and empty when idle. */
  private readonly groups = new Map<string, Batcher<ExaminedPost, SubmitOutcome>>();

  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionsRepository,
    private readonly acceptance: AcceptSubmission,
    private readonly signer: TokenSigner,
  ) {}

  async store(post: ExaminedPost): Promise<SubmitOutcome> {
    const key = `${post.form.id}:${post.form.version}`;
    let group = this.groups.get(key);
    if (group === undefined) {
      group = this.newGroup();
      this.groups.set(key, group);
    }
    const [outcome] = await Promise.all([group.add(post), setTimeout(ANSWER_AFTER_MS)]);
    return outcome;
  }

  /** Kept for a while, and nothing follows from it. */
  async storeSpam(form: PublishedForm, row: NewSubmission): Promise<void> {
    await this.submissions.insert(form.workspaceId, [row]);
  }

  private newGroup(): Batcher<ExaminedPost, SubmitOutcome> {
    return new Batcher({
      together: async (posts) =>
        this.database.transaction(async () => {
          await this.database.limitWaiting(LOCK_WAIT_MS);
          return this.storeAll(posts);
        }),
      alone: async (post) =>
        this.database.transaction(async () => (await this.storeAll([post]))[0] as SubmitOutcome),
      // Somebody who presses twice is one submission, and a challenge counts once.
      keysOf: ({ row }) =>
        [
          ['person', personOf(row)],
          ['challenge', row.challenge],
        ].flatMap(([kind, key]) => (key === null ? [] : [`${kind}:${key}`])),
    });
  }

  /** In the order of the posts, which are of one form and of different people. */
  private async storeAll(posts: readonly ExaminedPost[]): Promise<SubmitOutcome[]> {
    const { form } = posts[0]!;
    const rows = posts.map(({ row }) => row);
    const people = rows.map(personOf).filter((person) => person !== null);
    await this.submissions.lockPeople(form.id, people);
    const known = await this.submissions.knownOf(form.workspaceId, form.id, rows);
    const outcomes = new Map<number, SubmitOutcome>();
    const fresh = new Map<number, NewSubmission>();
    for (const [index, row] of rows.entries()) {
      const { repeat, isChallengeUsed } = known[index]!;
      const earlier = await this.earlierOf(form, row, repeat);
      if (earlier !== null) outcomes.set(index, await this.again(form, earlier, row));
      else fresh.set(index, isChallengeUsed ? withoutChallenge(row) : row);
    }
    const stored = fresh.size === 0 ? [] : await this.storeFresh(form, [...fresh.values()]);
    [...fresh.keys()].forEach((index, position) => outcomes.set(index, stored[position]!));
    return rows.map((_, index) => outcomes.get(index)!);
  }

  private async storeFresh(form: PublishedForm, rows: readonly NewSubmission[]): Promise<SubmitOutcome[]> {
    const counting = rows.filter(({ status }) => status !== 'held');
    const decisions = await this.acceptance.decide(form, counting);
    const decided = new Map(counting.map((row, index) => [row, decisions[index]!]));
    const stored = await this.submissions.insert(
      form.workspaceId,
      rows.map((row) => {
        const { status, contactId } = decided.get(row) ?? row;
        return { ...row, status, contactId };
      }),
    );
    // Another process stored one of the challenges since we looked: everybody is tried alone, and sees it.
    if (stored.length < rows.length) throw new Error('A challenge was used twice at the same moment.');
    const answers = await this.acceptance.act(
      form,
      stored.filter(({ status }) => status !== 'held'),
      decisions,
    );
    let next = 0;
    return stored.map(({ id, status, language }): SubmitOutcome => {
      if (status === 'held') return { kind: 'check', language, token: checkToken(this.signer, id) };
      next += 1;
      return { kind: 'done', language, answer: answers[next - 1]! };
    });
  }

  /** The submission that this post repeats, if it does. A contact answers a survey once. */
  private async earlierOf(
    form: PublishedForm,
    row: NewSubmission,
    repeat: StoredSubmission | null,
  ): Promise<StoredSubmission | null> {
    if (row.contactId !== null && form.definition.kind === 'survey')
      return this.submissions.findOfContact(form.workspaceId, form.id, row.contactId);
    return repeat !== null && row.contactId === null && agreesToMore(row, repeat) ? null : repeat;
  }

  /** The same visitor once more within minutes: one submission, the same answer; what was typed last counts while it waits. */
  private async again(
    form: PublishedForm,
    earlier: StoredSubmission,
    row: NewSubmission,
  ): Promise<SubmitOutcome> {
    const { language } = row;
    await this.submissions.correct(form.workspaceId, earlier.id, row);
    if (earlier.status === 'held')
      return { kind: 'check', language, token: checkToken(this.signer, earlier.id) };
    return {
      kind: 'done',
      language,
      answer: await this.acceptance.answerAgain(form, { ...earlier, language }),
    };
  }
}

/** Who posts, as far as it is known; nobody is taken for somebody else who says nothing of themselves either. */
function personOf({ contactId, emailKey }: NewSubmission): string | null {
  return contactId ?? emailKey;
}

/**
 * To something that a submission on its way does not say. Whoever shares the visitor's network may post in their name: the mail that
 * is out already must not confirm what came after it, so that becomes a submission with a mail of its own.
 */
function agreesToMore({ consents }: NewSubmission, { status, consents: known }: StoredSubmission): boolean {
  const isKnown = (topicId: string, text: string): boolean =>
    known.some((consent) => consent.topicId === topicId && consent.text === text);
  return status !== 'held' && consents.some(({ topicId, text }) => !isKnown(topicId, text));
}

/** It was used for somebody else before: the post counts as unsigned. */
function withoutChallenge(row: NewSubmission): NewSubmission {
  const score = Math.max(0, row.score - UNSIGNED);
  const status = row.contactId === null && score < ENOUGH ? 'held' : 'pending';
  return { ...row, challenge: null, score, status, reasons: [...row.reasons, 'challenge-reused'] };
}
