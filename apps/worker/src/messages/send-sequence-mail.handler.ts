import { SendDueMessages, sendSequenceMailJob, type SendDueMessagesPayload } from '@features/messages';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(sendSequenceMailJob)
export class SendSequenceMailHandler implements JobHandler<SendDueMessagesPayload> {
  constructor(private readonly messages: SendDueMessages) {}

  async handle({ workspaceId }: SendDueMessagesPayload, { signal }: JobContext): Promise<void> {
    await this.messages.send({ workspaceId, kind: 'sequence' }, signal);
  }
}
