/** `transactional`: answers what somebody did. `sequence`: marketing, needs consent to its topic. */
export type MessageKind = 'transactional' | 'sequence';

/** A workspace's messages of one kind: they are leased, sent and swept together, in turns of their own. */
export interface MessageStream {
  workspaceId: string;
  kind: MessageKind;
}
