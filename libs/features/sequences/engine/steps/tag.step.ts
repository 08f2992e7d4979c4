import { Injectable } from '@nestjs/common';
import { TagsRepository } from '@features/contacts';
import type { TagStep } from '../../graph/sequence-graph';
import { ContactWritesRepository } from '../contact-writes.repository';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

@Injectable()
export class TagRunner implements StepRunner<TagStep> {
  readonly kind = 'tag';

  constructor(
    private readonly tags: TagsRepository,
    private readonly contacts: ContactWritesRepository,
  ) {}

  async run({ workspaceId, passages, step, now }: StepBatch<TagStep>): Promise<Map<string, Verdict>> {
    const contactIds = passages.map(({ contactId }) => contactId);
    const [tagId] = await this.tags.ensure(workspaceId, [step.tag]);
    if (tagId === undefined) throw new Error(`the tag of a step could not be made: ${step.tag}`);
    const changed =
      step.do === 'add'
        ? await this.contacts.addTag(workspaceId, contactIds, { tagId, now })
        : await this.contacts.removeTag(workspaceId, contactIds, { tagId, now });
    return new Map(
      passages.map(({ id, contactId }): [string, Verdict] => [
        id,
        { go: step.next, outcome: changed.has(contactId) ? 'changed' : 'unchanged' },
      ]),
    );
  }
}
