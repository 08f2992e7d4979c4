import { ApiProperty } from '@nestjs/swagger';
import type { ChatSource } from '@features/integrations';

/** A chat system that reports conversations. */
export class ChatSourceView {
  id!: string;
  name!: string;
  /** Target to JSON pointer. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  mapping!: Record<string, string>;
  createdAt!: string;
  /** When it last reported something, to the minute. */
  lastUsedAt!: string | null;
}

export class ChatSourceListView {
  /** Newest first. */
  items!: ChatSourceView[];
}

export class NewChatSourceView extends ChatSourceView {
  /** Where the chat system posts its reports. It holds a secret and is not shown again. */
  url!: string;
}

/** What became of a report. */
export class ChatReceiptView {
  /** `repeated`: this conversation was reported before; what the contact lacked was filled in, without another event. */
  status!: 'accepted' | 'repeated';
  conversationId!: string;
  /** Values that did not fit their field and were left out, as JSON pointers into the contact. */
  dropped!: string[];
}

export function toChatSourceView(source: ChatSource): ChatSourceView {
  const { id, name, mapping, createdAt, lastUsedAt } = source;
  return {
    ...{ id, name, mapping: { ...mapping } },
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
