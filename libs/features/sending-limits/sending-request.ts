import type { MailServer, SendingPriority } from '@features/smtp-servers';
import type { SendResult } from '@platform/mail';
import type { HoldKind } from './holds/hold';

/** Messages that want to go out now: one workspace, one server, one sender. */
export interface SendingRequest {
  workspaceId: string;
  server: MailServer;
  /** Domain of the From address. */
  senderDomain: string;
  /** Messages that this sending domain may send in any 24 hours, such as by its warm-up plan; null is unlimited. */
  senderPerDay: number | null;
  priority: SendingPriority;
  /** Messages by mailbox provider, as `providersOf` names them. */
  wanted: ReadonlyMap<string, number>;
}

/** What does not go now. */
export interface Held {
  /** A limit that is used up, or the kind of the hold. */
  by: 'limit' | HoldKind;
  /** When to ask again; sooner is pointless, later is fine. */
  until: Date;
  /** One plain sentence for people. */
  reason: string;
}

/** The answer to a request. A provider may stand in both maps: some of its messages go, the others wait. */
export interface Admission {
  /** Messages that may go now, by mailbox provider; counted as sent until they are given back. */
  granted: Map<string, number>;
  /** What was not granted. */
  held: Map<string, Held>;
  /** What was granted must have left by then (milliseconds of `performance.now()`), or be given back; null: whenever. */
  goodUntil: number | null;
}

/** What became of one message that was handed to a server. */
export interface SendingAnswer {
  workspaceId: string;
  /** Mailbox provider of the recipient. */
  provider: string;
  senderDomain: string;
  result: SendResult;
}
