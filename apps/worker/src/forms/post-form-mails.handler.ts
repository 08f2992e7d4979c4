import { FormMails, postFormMailsJob, type PostFormMailsPayload } from '@features/forms';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(postFormMailsJob)
export class PostFormMailsHandler implements JobHandler<PostFormMailsPayload> {
  constructor(private readonly mails: FormMails) {}

  async handle(_payload: PostFormMailsPayload, { signal }: JobContext): Promise<void> {
    await this.mails.postDue(signal);
  }
}
