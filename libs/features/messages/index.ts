export { ListHeaders } from './list-headers.service';
export { type Message, type MessageFilter, type MessageInput } from './message';
export { type MessageKind } from './message-kind';
export { MessageHousekeeping } from './message-housekeeping.service';
export { MessageSendingModule } from './message-sending.module';
export { MessageSweeper } from './message-sweeper.service';
export {
  sendDueMessagesJob,
  sendSequenceMailJob,
  SendDueMessagesPayload,
  sweepMessagesJob,
  SweepMessagesPayload,
} from './messages.jobs';
export { MessagesModule } from './messages.module';
export { MessagesService, type MessageContent } from './messages.service';
export { nextStep } from './next-step';
export { PostMessages } from './post-messages.service';
export { type PostResult } from './post-result';
export { SendDueMessages } from './send-due-messages.service';
export { SystemMessages, type SystemMessageInput } from './system-messages.service';
export { type SequenceMessage, type WaitPolicy } from './sequence-message';
export { SequenceMessages } from './sequence-messages.service';
