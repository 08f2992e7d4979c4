import type { DeliveryStatus } from '@features/deliveries';
import type { Sender } from '@features/senders';
import type { FrozenContent } from '@features/templates';
import type { DomainError } from '@platform/errors';
import type { CheckedMessage } from './check-message';

/** What became of one message that was posted. */
export type PostResult =
  | {
      ok: true;
      id: string;
      status: DeliveryStatus;
      dueAt: Date;
      /** Its key was used before: nothing was stored, and this is the message of then. */
      isDuplicate: boolean;
      /** What the caller may want to mend, such as data that the template misses. */
      warnings: string[];
    }
  | { ok: false; error: DomainError };

/** A message whose fields are fine. */
export interface PostedDraft {
  /** Place in the request. */
  index: number;
  checked: CheckedMessage;
  requestHash: Buffer;
}

/** A message whose content and sender exist, and which was tried out. */
export interface ReadyDraft extends PostedDraft {
  content: FrozenContent;
  sender: Sender;
  warnings: string[];
}
