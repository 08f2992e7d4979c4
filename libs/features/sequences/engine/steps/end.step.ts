import { Injectable } from '@nestjs/common';
import type { EndStep } from '../../graph/sequence-graph';
import { everybody, type StepBatch, type StepRunner, type Verdict } from '../step-runner';

@Injectable()
export class EndRunner implements StepRunner<EndStep> {
  readonly kind = 'end';

  async run({ passages }: StepBatch<EndStep>): Promise<Map<string, Verdict>> {
    return Promise.resolve(everybody(passages, { go: null, outcome: 'end' }));
  }
}
