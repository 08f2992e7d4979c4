import { Injectable } from '@nestjs/common';
import type { BranchStep } from '../../graph/sequence-graph';
import { Conditions } from '../../signals/conditions.service';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

/** The first case whose tree holds; one statement per case, about those whom no earlier one took. */
@Injectable()
export class BranchRunner implements StepRunner<BranchStep> {
  readonly kind = 'branch';

  constructor(private readonly conditions: Conditions) {}

  async run({ workspaceId, passages, step, now }: StepBatch<BranchStep>): Promise<Map<string, Verdict>> {
    const verdicts = new Map<string, Verdict>();
    for (const [index, { tree, next }] of step.cases.entries()) {
      const stretches = passages
        .filter(({ id }) => !verdicts.has(id))
        .map(({ id, contactId, since }) => ({ id, contactId, from: since, to: now }));
      const holding = await this.conditions.holding(workspaceId, { tree }, { stretches, now });
      for (const id of holding.keys())
        verdicts.set(id, { go: next, outcome: 'case', details: { case: index } });
    }
    for (const { id } of passages)
      if (!verdicts.has(id)) verdicts.set(id, { go: step.else, outcome: 'else' });
    return verdicts;
  }
}
