import { Injectable } from '@nestjs/common';
import { SubscriptionsService } from '@features/consent';
import type { TopicStep } from '../../graph/sequence-graph';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

/** Ends subscriptions, with evidence that the sequence did it. One contact at a time: each is a record of its own. */
@Injectable()
export class TopicRunner implements StepRunner<TopicStep> {
  readonly kind = 'topic';

  constructor(private readonly subscriptions: SubscriptionsService) {}

  async run(batch: StepBatch<TopicStep>): Promise<Map<string, Verdict>> {
    const { workspaceId, sequenceId, passages, step, stepId, now } = batch;
    if (step.topicId === null) throw new Error(`the published step ${stepId} names no topic`);
    const verdicts = new Map<string, Verdict>();
    for (const { id, contactId } of passages) {
      const changed = await this.subscriptions.unsubscribe({
        workspaceId,
        contactId,
        topicId: step.topicId,
        method: 'sequence',
        occurredAt: now,
        details: { sequence: sequenceId, step: stepId },
      });
      verdicts.set(id, { go: step.next, outcome: changed.length > 0 ? 'changed' : 'unchanged' });
    }
    return verdicts;
  }
}
