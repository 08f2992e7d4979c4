import { Injectable } from '@nestjs/common';
import { SequenceMessages } from '@features/messages';
import type { Passage } from '../../enrollments/enrollment';
import type { EmailStep } from '../../graph/sequence-graph';
import { nextOpening } from '../../timing/send-window';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

/**
 * Puts the mail into the ledger once the window is open, and goes on. Consent, caps and quiet hours are asked when a worker takes the mail in
 * hand; what came of it stands on the delivery, and never holds the contact up.
 */
@Injectable()
export class EmailRunner implements StepRunner<EmailStep> {
  readonly kind = 'email';

  constructor(private readonly messages: SequenceMessages) {}

  async run(batch: StepBatch<EmailStep>): Promise<Map<string, Verdict>> {
    const { graph, passages, step, now, zoneOf } = batch;
    const verdicts = new Map<string, Verdict>();
    const ready: Passage[] = [];
    for (const passage of passages) {
      const opening = graph.window ? nextOpening(graph.window, zoneOf(passage), now) : now;
      if (opening > now) verdicts.set(passage.id, { stay: opening });
      else ready.push(passage);
    }
    await this.post(batch, ready);
    for (const { id } of ready) verdicts.set(id, { go: step.next, outcome: 'mail' });
    return verdicts;
  }

  private async post(
    { workspaceId, graph, stepId, step }: StepBatch<EmailStep>,
    passages: readonly Passage[],
  ): Promise<void> {
    const { topicId, senderId, onCap, onQuietHours } = graph;
    const { templateVersionId, subject } = step;
    if (topicId === null || templateVersionId === undefined)
      throw new Error(`the published email step ${stepId} has no topic or no content`);
    await this.messages.add(
      workspaceId,
      passages.map(({ id, visit, contactId }) => ({
        enrollmentId: id,
        step: stepId,
        visit,
        contactId,
        topicId,
        senderId,
        templateVersionId,
        subject,
        onCap,
        onQuietHours,
      })),
    );
  }
}
