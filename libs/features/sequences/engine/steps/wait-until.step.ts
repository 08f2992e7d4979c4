import { Injectable } from '@nestjs/common';
import type { Passage } from '../../enrollments/enrollment';
import type { WaitUntilStep } from '../../graph/sequence-graph';
import { Conditions } from '../../signals/conditions.service';
import { addWait } from '../../timing/waits';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

/**
 * Asks whether what is waited for happened between the arrival and the timeout, by the time it happened. So it does not matter how late the
 * event or the engine is, and once a branch is taken the question is not asked again.
 */
@Injectable()
export class WaitUntilRunner implements StepRunner<WaitUntilStep> {
  readonly kind = 'waitUntil';

  constructor(private readonly conditions: Conditions) {}

  async run(batch: StepBatch<WaitUntilStep>): Promise<Map<string, Verdict>> {
    const { workspaceId, passages, step, now, zoneOf } = batch;
    const deadlineOf = (passage: Passage): Date =>
      passage.deadlineAt ??
      addWait(
        passage.isWaiting ? passage.stepEnteredAt : now,
        { ...step.timeout, at: null },
        zoneOf(passage),
      );
    const stretches = passages.map((passage) => ({
      id: passage.id,
      contactId: passage.contactId,
      from: passage.stepEnteredAt,
      to: earlier(deadlineOf(passage), now),
    }));
    const happened = await this.conditions.holding(workspaceId, step.condition, { stretches, now });
    return new Map(
      passages.map((passage): [string, Verdict] => {
        const at = happened.get(passage.id);
        if (at) return [passage.id, { go: step.then, outcome: 'happened', details: { at } }];
        const deadline = deadlineOf(passage);
        return [
          passage.id,
          deadline <= now ? { go: step.else, outcome: 'timeout' } : { stay: deadline, deadline },
        ];
      }),
    );
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
