import { Injectable } from '@nestjs/common';
import { DomainError } from '@platform/errors';
import { PassagesRepository } from './passages.repository';

export type Attempt<Value> = { ok: true; value: Value } | { ok: false; problem: string };

/** SQLSTATE classes of what goes wrong again every time: data, constraints, syntax, limits; and a statement that takes too long. */
const LASTING = /^(?:22|23|42|54|57014)/;

/** Part of a transaction that may fail by itself: what is wrong with one sequence must not stop the others. */
@Injectable()
export class Attempts {
  constructor(private readonly passages: PassagesRepository) {}

  /** Takes back what `work` wrote when it fails for good, and says why. What may pass (a deadlock, a lost connection) is thrown. */
  async attempt<Value>(work: () => Promise<Value>): Promise<Attempt<Value>> {
    await this.passages.savepoint();
    try {
      const value = await work();
      await this.passages.releaseSavepoint();
      return { ok: true, value };
    } catch (error) {
      if (!isLasting(error)) throw error;
      await this.passages.rollBackToSavepoint();
      await this.passages.releaseSavepoint();
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  }
}

function isLasting(error: unknown): boolean {
  if (error instanceof DomainError) return true;
  const cause = (error as { driverError?: unknown }).driverError ?? error;
  const { code } = cause as { code?: unknown };
  return code === undefined || (typeof code === 'string' && LASTING.test(code));
}
