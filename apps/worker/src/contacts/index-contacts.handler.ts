import { IndexContacts, indexContactsJob, type IndexContactsPayload } from '@features/contacts';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(indexContactsJob)
export class IndexContactsHandler implements JobHandler<IndexContactsPayload> {
  constructor(private readonly contacts: IndexContacts) {}

  async handle(_payload: IndexContactsPayload, { signal }: JobContext): Promise<void> {
    await this.contacts.run(signal);
  }
}
