import type { CompiledMessage } from '../compile/compiled-message';
import type { DkimIdentity, DkimKey } from '../dkim/dkim-key';

export interface Mailbox {
  name?: string;
  address: string;
}

/** Everything about a mailing that is the same for each of its recipients. Do not change it between calls. */
export interface MessagePlan {
  message: CompiledMessage;
  from: Mailbox;
  replyTo?: Mailbox;
  /** Right-hand side of Message-ID: a domain of ours. */
  messageIdDomain: string;
  /** Origin of all our public addresses, without a path: `https://mail.example.com`. */
  publicBaseUrl: string;
  /** `List-Id: name <id>`; the id looks like a domain name and never changes for a list. */
  list?: { id: string; name?: string };
  /** Up to four fields of `[A-Za-z0-9._-]`, the last one the sender: `campaign:workspace:type:sender`. */
  feedbackId?: string;
  /** Mailbox for the second, mailto way to unsubscribe; the token goes into the subject. */
  unsubscribeMailbox?: string;
  /** `auto-generated` on system notices and confirmation mail; absent on campaigns. */
  autoSubmitted?: 'auto-generated' | 'auto-replied';
  /** Further headers, such as `X-Campaign` or `Precedence`. Headers that the assembler writes are refused. */
  headers?: Record<string, string>;
  /** One signature each, at most 4; none when absent. For mailbox providers one RSA and one Ed25519 key are best. */
  dkim?: DkimKey[];
}

/** The plan as threads that run templates get it: they know who signs, and never have a private key. */
export type SandboxPlan = Omit<MessagePlan, 'dkim'> & { identities?: DkimIdentity[] };

/** Opaque strings made by the caller; each becomes the last part of one public address. */
export interface LinkTokens {
  /** One per `message.links`, or one string `t` that stands for `t~0`, `t~1`, …. Absent: links stay untracked. */
  click?: string[] | string;
  /** Absent: no open pixel. */
  open?: string;
  /** Absent: no List-Unsubscribe headers, and a link to unsubscribe leads to the preferences. */
  unsubscribe?: string;
  preferences?: string;
  view?: string;
}

export interface PlanRecipient {
  to: Mailbox;
  /** Merge fields: plain JSON, at most 5 000 values and 8 levels. */
  context: Record<string, unknown>;
  /** BCP 47, for dates and numbers; English when absent or unknown. */
  locale?: string;
  /** IANA name; UTC when absent or unknown. */
  timeZone?: string;
  tokens?: LinkTokens;
  /** Left-hand side of Message-ID, `[A-Za-z0-9._-]`, at most 64; random when absent. */
  messageId?: string;
  /** Epoch milliseconds of the Date header; now when absent. */
  date?: number;
  /** Headers of this recipient alone, such as an opaque delivery id; none that the plan has. */
  headers?: Record<string, string>;
  /** Takes the place of the compiled subject; text as it is, without merge fields. */
  subject?: string;
  /** Where this recipient's answer goes; only in plans that name no `replyTo`. */
  replyTo?: Mailbox;
}

export type AssembledMessage =
  | {
      ok: true;
      /** DKIM signatures: header lines that come before `raw`. Absent when the plan has no keys. */
      head?: Uint8Array;
      /** The (rest of the) message with CRLF line ends, dots at line starts doubled, ending in CRLF, without the final dot. */
      raw: Uint8Array;
      /** Octets of head and rest before dots were doubled; what SIZE announces. */
      size: number;
      /** With angle brackets, as in the header. */
      messageId: string;
      warnings: string[];
      /**
       * Gives the memory back for a later batch. Call it when no byte is needed any more: reading `raw` throws afterwards.
       * Messages that are never given back are garbage like everything else, at the price of a larger process.
       */
      release(): void;
    }
  | {
      ok: false;
      /** `mail.invalid-address`, `mail.invalid-context`, `mail.invalid-header`, `mail.render-limit`, `mail.render-failed`, `mail.render-timeout`. */
      error: { code: string; message: string };
    };

/** One message as parts instead of bytes, for previews and "view in browser". */
export interface RenderedMessage {
  subject: string;
  preheader: string;
  html: string;
  text: string;
}
