import { Injectable } from '@nestjs/common';
import { OperationsRepository } from './operations.repository';
import { stuckSentence, type DueWork } from './work-state';

export interface WorkHealth {
  isStuck: boolean;
  /** One sentence per kind of work that is stuck; empty when none is. */
  problems: string[];
}

/** Asked by load balancers and scrapers that may come often; a few seconds old is fresh enough. */
const FRESH_MS = 5_000;

/** Whether the work that rows promise gets done. */
@Injectable()
export class WorkHealthService {
  private last: { at: number; work: Promise<DueWork[]> } | undefined;

  constructor(private readonly operations: OperationsRepository) {}

  /** What is due and in nobody's hand, by kind; up to five seconds old. */
  dueWork(): Promise<DueWork[]> {
    const now = Date.now();
    if (!this.last || now - this.last.at > FRESH_MS) {
      const work = this.operations.dueWork();
      work.catch(() => (this.last = undefined));
      this.last = { at: now, work };
    }
    return this.last.work;
  }

  async check(): Promise<WorkHealth> {
    const problems = (await this.dueWork()).map(stuckSentence).filter((sentence) => sentence !== null);
    return { isStuck: problems.length > 0, problems };
  }
}
