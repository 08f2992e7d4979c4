import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { TokenSigner } from '@platform/tokens';
import type { AssetLinkRequest, IssuedAssetLink } from './asset-link';
import { AssetLinksRepository } from './asset-links.repository';
import { AssetMails, type AssetMailRequest } from './asset-mails.service';
import { AssetsService } from './assets.service';

/** Makes the links by which one contact downloads one asset. */
@Injectable()
export class AssetLinks {
  constructor(
    private readonly links: AssetLinksRepository,
    private readonly assets: AssetsService,
    private readonly signer: TokenSigner,
    private readonly settings: Settings,
    private readonly mails: AssetMails,
  ) {}

  /**
   * A link for one contact, in the caller's transaction if there is one. For a submission that has one already, it is the same.
   *
   * @throws DomainError `asset.not-found`, `asset.archived`, `contact.not-found`
   */
  async issue(workspaceId: string, request: AssetLinkRequest): Promise<IssuedAssetLink> {
    const { url, expiresAt } = await this.make(workspaceId, request);
    return { url, expiresAt };
  }

  /**
   * Makes a link as `issue` does and mails it to the contact, as a service message. Call it outside of transactions. With the id of
   * a submission it is safe to repeat: one link, one mail.
   *
   * @throws DomainError those of `issue` and of `PostMessages`, such as `message.too-many` (try later)
   */
  async mail(
    workspaceId: string,
    request: AssetMailRequest,
  ): Promise<IssuedAssetLink & { messageId: string }> {
    const link = await this.make(workspaceId, request);
    const messageId = await this.mails.post(workspaceId, request, link);
    return { url: link.url, expiresAt: link.expiresAt, messageId };
  }

  /** The id of the link in a genuine token; null for anything else. */
  linkOf(token: string): string | null {
    const payload = this.signer.open('asset', token);
    return payload?.length === ID_BYTES ? uuidOf(payload) : null;
  }

  private async make(
    workspaceId: string,
    request: AssetLinkRequest,
  ): Promise<IssuedAssetLink & { id: string }> {
    const link = await this.links.insert(workspaceId, request);
    if (link === null) throw await this.assets.whyNoLink(workspaceId, request);
    const token = this.signer.sign('asset', Buffer.from(link.id.replaceAll('-', ''), 'hex'));
    return { id: link.id, url: `${this.settings.http.appUrl}/a/${token}`, expiresAt: link.expiresAt };
  }
}

const ID_BYTES = 16;

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
