import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@platform/errors';
import { beingCounted, tooLongToCount } from '../reports.errors';
import { KEPT_TIMEOUT_MS, type KeptAnswer, type KeptQuestion } from './kept-answer';
import { KeptAnswersRepository, type KeptRow, type TakenQuestion } from './kept-answers.repository';

/** An answer is counted again at most after so many times of what it took: reports must not fill the workers. */
const REST = 5;
const FORGET_AFTER_MS = 6 * 3600_000;
const TRY_AGAIN_MS = 600_000;
const LARGE_FOR_MS = 600_000;
const FAILED = { timeout: 'timeout', other: 'failed' };

type AnyQuestion = KeptQuestion<object, object>;

/**
 * Answers that take long are counted by workers, for as long as somebody asks for them, and read by screens. Services make their
 * questions known when they are made (`define`), so both the api and the workers know them.
 */
@Injectable()
export class KeptAnswers {
  private readonly questions = new Map<string, AnyQuestion>();
  private readonly largeUntil = new Map<string, number>();

  constructor(private readonly kept: KeptAnswersRepository) {}

  define<Question extends object, Answer extends object>(question: KeptQuestion<Question, Answer>): void {
    if (this.questions.has(question.kind))
      throw new Error(`The kept question "${question.kind}" is defined twice.`);
    this.questions.set(question.kind, question);
  }

  /**
   * The answer as it was last counted; when that is longer ago than `freshMs`, or before `since`, a worker counts again. Answers are JSON: dates are
   * texts. Throws `report.being-counted` when there is none yet and `report.too-long` when counting did not end in time.
   */
  async ask<Question extends object, Answer extends object>(
    workspaceId: string,
    kind: string,
    { question, freshMs, since }: { question: Question; freshMs: number; since?: Date | null },
  ): Promise<KeptAnswer<Answer>> {
    const { namesPeople } = this.definition(kind);
    const key = createHash('sha256')
      .update(JSON.stringify([kind, question]))
      .digest();
    const row = await this.kept.find(workspaceId, key);
    const isStale = row === null || needsCount(row, freshMs, since ?? null);
    await this.kept.ask(workspaceId, { key, kind, question, namesPeople }, isStale);
    if (row?.answer && row.countedAt) {
      const isBeingCounted = row.failure === null && (isStale || row.isDue);
      return { answer: row.answer as Answer, countedAt: row.countedAt, isBeingCounted };
    }
    if (row?.failure === FAILED.timeout) throw tooLongToCount(KEPT_TIMEOUT_MS / 1000);
    throw beingCounted();
  }

  /** Whether the workspace is so large that questions about all contacts are kept. Who was is taken to be so for ten minutes. */
  async hasContacts(workspaceId: string, count: number): Promise<boolean> {
    const key = `${workspaceId} ${count}`;
    if ((this.largeUntil.get(key) ?? 0) > performance.now()) return true;
    this.largeUntil.delete(key);
    const isLarge = await this.kept.hasContacts(workspaceId, count);
    if (isLarge) this.largeUntil.set(key, performance.now() + LARGE_FOR_MS);
    return isLarge;
  }

  /** Counts what is due, one after the other, until nothing is or `signal` aborts. Several workers share the work. Returns how many. */
  async countDue(signal?: AbortSignal): Promise<number> {
    await this.kept.forget(FORGET_AFTER_MS);
    let counted = 0;
    while (!signal?.aborted) {
      const taken = await this.kept.take([...this.questions.keys()], 2 * KEPT_TIMEOUT_MS);
      if (taken === null) break;
      if (await this.count(taken)) counted += 1;
    }
    return counted;
  }

  private async count(taken: TakenQuestion): Promise<boolean> {
    const start = performance.now();
    try {
      await this.kept.waitForErasure(taken.workspaceId);
      const answer = await this.definition(taken.kind).count(taken.workspaceId, taken.question);
      return await this.kept.store(taken, {
        answer,
        tookMs: Math.round(performance.now() - start),
      });
    } catch (error) {
      await this.kept.fail(taken, failureOf(error), TRY_AGAIN_MS);
      // What the question itself is to blame for is said to whoever asks; anything else belongs into the log.
      if (error instanceof DomainError) return false;
      throw error;
    }
  }

  private definition(kind: string): AnyQuestion {
    const question = this.questions.get(kind);
    if (question === undefined) throw new Error(`There is no kept question "${kind}".`);
    return question;
  }
}

function needsCount(
  { countedAt, ageMs, tookMs, isDue }: KeptRow,
  freshMs: number,
  since: Date | null,
): boolean {
  if (isDue) return false;
  if (countedAt && since && countedAt < since) return true;
  return ageMs === null || ageMs > Math.max(freshMs, REST * (tookMs ?? 0));
}

function failureOf(error: unknown): string {
  return error instanceof DomainError && error.code.endsWith('.timeout') ? FAILED.timeout : FAILED.other;
}
