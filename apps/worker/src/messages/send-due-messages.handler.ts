import { SendDueMessages, sendDueMessagesJob, type SendDueMessagesPayload } from '@features/messages';
import { Handles, type JobContext, type JobHandler } from '@platform/queue';

@Handles(sendDueMessagesJob)
export class SendDueMessagesHandler implements JobHandler<SendDueMessagesPayload> {
  constructor(private readonly messages: SendDueMessages) {}

  async handle({ workspaceId }: SendDueMessagesPayload, { signal }: JobContext): Promise<void> {
    await this.messages.send({ workspaceId, kind: 'transactional' }, signal);
  }
}
