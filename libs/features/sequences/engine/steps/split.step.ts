import { Injectable } from '@nestjs/common';
import type { SplitStep } from '../../graph/sequence-graph';
import { splitPart } from '../split-part';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

@Injectable()
export class SplitRunner implements StepRunner<SplitStep> {
  readonly kind = 'split';

  async run({ passages, step, stepId }: StepBatch<SplitStep>): Promise<Map<string, Verdict>> {
    const verdicts = passages.map(({ id }): [string, Verdict] => {
      const part = splitPart(id, stepId, step.parts);
      return [id, { go: step.parts[part]?.next ?? null, outcome: 'part', details: { part } }];
    });
    return Promise.resolve(new Map(verdicts));
  }
}
