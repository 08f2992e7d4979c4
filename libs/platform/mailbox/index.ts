export { type MailboxOptions, type RunningMailbox, startMailbox } from './start-mailbox';
export type { AttachmentView, MessageDetailView } from './message-detail.views';
export type { MessageLink } from './message-links';
export type { MessagePage } from './message-store';
export type { UnsubscribeOffer } from './one-click-unsubscribe';
export type { Envelope, StoredMessage } from './stored-message';
