import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { TemplateGallery } from '@features/templates';
import { PostMessages } from './post-messages.service';
import type { PostResult } from './post-result';

/** A mail that the product itself writes. */
export interface SystemMessageInput {
  /** Folder in `templates/system`. */
  key: string;
  to: { email: string };
  /** Shown as `{{data.…}}`. Never what a visitor typed: the first mail to an address must not carry a stranger's words. */
  data: Record<string, unknown>;
  /** The same key never makes a second message of the workspace. */
  idempotencyKey: string;
  /** In place of the template's own, such as one in the reader's language. No merge fields of visitors here either. */
  subject?: string;
  preheader?: string;
  senderId?: string;
  /** By whose name it stands in the list of messages. Default `system`. */
  postedBy?: string;
  /** Whom it tells the reader about; once that contact was erased it is refused (`message.person-gone`). */
  aboutContactId?: string;
}

/**
 * Sends what stands in `templates/system` as single messages: rows in the ledger, ahead of campaigns, with the workspace's brand.
 * Call it outside of transactions; a repeat with the same key is harmless.
 */
@Injectable()
export class SystemMessages {
  constructor(
    private readonly gallery: TemplateGallery,
    private readonly posting: PostMessages,
  ) {}

  /** @throws DomainError `message.too-many` (rate-limited: try later), `message.no-sender`, … as `PostMessages` */
  async post(workspaceId: string, input: SystemMessageInput): Promise<PostResult & { ok: true }> {
    const { key, to, data, idempotencyKey, senderId, postedBy, aboutContactId } = input;
    const { mjml, subject, preheader } = this.gallery.system(key);
    return this.posting.postOne(systemActor(workspaceId, postedBy), {
      to: { email: to.email },
      mjml,
      subject: input.subject ?? subject,
      preheader: input.preheader ?? preheader,
      data,
      idempotencyKey,
      ...(senderId === undefined ? {} : { senderId }),
      ...(aboutContactId === undefined ? {} : { aboutContactId }),
    });
  }
}
