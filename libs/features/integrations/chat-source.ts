import type { ChatMapping } from './chat-mapping';

/** A chat system that reports conversations by an address with a secret in it. */
export interface ChatSource {
  id: string;
  workspaceId: string;
  name: string;
  mapping: ChatMapping;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface ChatSourceInput {
  name: string;
  mapping?: Record<string, unknown>;
}
