import { Injectable } from '@nestjs/common';
import { SystemMessages } from '@features/messages';
import { notFound } from '@platform/errors';
import type { AssetLinkRequest, IssuedAssetLink } from './asset-link';
import { AssetLinksRepository } from './asset-links.repository';
import { assetMailWords } from './asset-mail-words';

export interface AssetMailRequest extends AssetLinkRequest {
  /** BCP 47 tag such as `pt-BR`; English for languages that we do not speak. */
  language?: string;
}

/** Sends links by mail, as service messages through the ledger. */
@Injectable()
export class AssetMails {
  constructor(
    private readonly links: AssetLinksRepository,
    private readonly messages: SystemMessages,
  ) {}

  /** Posts the mail for a link that was just made, once per link. Returns the message's id. */
  async post(
    workspaceId: string,
    request: AssetMailRequest,
    link: IssuedAssetLink & { id: string },
  ): Promise<string> {
    const recipient = await this.links.findRecipient(workspaceId, link.id);
    if (recipient === null) throw notFound('contact', request.contactId);
    const { language, words } = assetMailWords(request.language);
    const { subject, preheader, ...texts } = words;
    const expiresOn = link.expiresAt.toLocaleDateString(language, {
      dateStyle: 'long',
      timeZone: recipient.timeZone,
    });
    const { id } = await this.messages.post(workspaceId, {
      key: 'asset-link',
      to: { email: recipient.email },
      subject,
      preheader,
      data: { ...texts, actionUrl: link.url, assetName: recipient.assetName, expiresOn },
      idempotencyKey: `asset-link:${link.id}`,
    });
    await this.links.noteMessage(workspaceId, link.id, id);
    return id;
  }
}
