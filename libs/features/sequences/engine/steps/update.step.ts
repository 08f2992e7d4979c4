import { Injectable } from '@nestjs/common';
import type { UpdateStep } from '../../graph/sequence-graph';
import { ContactWritesRepository } from '../contact-writes.repository';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

@Injectable()
export class UpdateRunner implements StepRunner<UpdateStep> {
  readonly kind = 'update';

  constructor(private readonly contacts: ContactWritesRepository) {}

  async run({ workspaceId, passages, step, now }: StepBatch<UpdateStep>): Promise<Map<string, Verdict>> {
    const { field, value, next } = step;
    const contactIds = passages.map(({ contactId }) => contactId);
    const changed = await this.contacts.setField(workspaceId, contactIds, { field, value, now });
    return new Map(
      passages.map(({ id, contactId }): [string, Verdict] => [
        id,
        { go: next, outcome: changed.has(contactId) ? 'changed' : 'unchanged' },
      ]),
    );
  }
}
