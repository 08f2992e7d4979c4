import { Injectable } from '@nestjs/common';
import type { NotifyStep } from '../../graph/sequence-graph';
import { SequenceNoticesRepository } from '../sequence-notices.repository';
import { everybody, type StepBatch, type StepRunner, type Verdict } from '../step-runner';

/** Leaves a row; `SequenceNotices` posts the message. */
@Injectable()
export class NotifyRunner implements StepRunner<NotifyStep> {
  readonly kind = 'notify';

  constructor(private readonly notices: SequenceNoticesRepository) {}

  async run(batch: StepBatch<NotifyStep>): Promise<Map<string, Verdict>> {
    const { workspaceId, sequenceId, stepId, passages, step, now } = batch;
    await this.notices.add(workspaceId, passages, { sequenceId, stepId, now });
    return everybody(passages, { go: step.next, outcome: 'told' });
  }
}
