import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { EventsService } from '@features/events';
import { requestReasons, TOO_SOON_MS, type RequestSigns } from '@features/tracking';
import { Database } from '@platform/database';
import { FileStorage } from '@platform/storage';
import type { FoundAssetLink } from './asset-link';
import { AssetLinksRepository } from './asset-links.repository';
import { AssetLinks } from './asset-links.service';

/** Why a genuine link gives nothing (any more). */
export type AssetRefusal = 'expired' | 'used-up' | 'withdrawn';

export type AssetAnswer = { refusal: AssetRefusal } | { content: Readable | null };

/** One request for a file. */
export interface AssetFetch extends RequestSigns {
  /** The octets asked for, both ends included; null for all. */
  range: { start: number; end: number } | null;
  /** Default: now. */
  at?: Date;
}

/**
 * So long after a whole download, requests for parts of the file belong to it: broken downloads go on, and media players fetch
 * piece by piece. Later ones are downloads of their own.
 */
export const PIECES_MS = 60 * 60_000;

/** Scanners look once or twice. Whoever calls himself one more often wants the file. */
const MACHINE_FETCHES = 25;

/** Gives out the files behind links, and counts what people fetch. */
@Injectable()
export class AssetDownloads {
  constructor(
    private readonly database: Database,
    private readonly tokens: AssetLinks,
    private readonly links: AssetLinksRepository,
    private readonly events: EventsService,
    private readonly storage: FileStorage,
  ) {}

  /** The link of a genuine token, whatever has become of it; null for everything else. */
  async find(token: string): Promise<FoundAssetLink | null> {
    const id = this.tokens.linkOf(token);
    return id === null ? null : this.links.find(id);
  }

  /** Why a link gives nothing, as far as it does not depend on who asks. */
  refusalOf(link: FoundAssetLink, at = this.database.clock.estimate()): AssetRefusal | null {
    if (link.contactId === null || link.isArchived) return 'withdrawn';
    return link.expiresAt <= at ? 'expired' : null;
  }

  /**
   * The file, or why not. A person's whole download is counted, and the contact's first one of the asset is an `asset.downloaded`
   * event. Machines get the file without being counted; HEAD gets null. Parts that follow a counted download belong to it.
   */
  async fetch(link: FoundAssetLink, request: AssetFetch): Promise<AssetAnswer> {
    const at = request.at ?? this.database.clock.estimate();
    const { contactId } = link;
    const refusal = this.refusalOf(link, at);
    if (refusal !== null || contactId === null) return { refusal: refusal ?? 'withdrawn' };
    if (request.method === 'HEAD') return isUsedUp(link) ? { refusal: 'used-up' } : { content: null };
    // Opened before it is counted: a file that is not there is no download.
    const content = await this.storage.get(link.version.fileKey, request.range ?? undefined);
    try {
      if (await this.mayHave({ ...link, contactId }, request, at)) return { content };
    } catch (error) {
      content.destroy();
      throw error;
    }
    content.destroy();
    return { refusal: 'used-up' };
  }

  /** People who came by way of a form and downloaded what it offered. */
  async countOfForm(workspaceId: string, formId: string): Promise<{ people: number; downloads: number }> {
    return this.links.countOfForm(workspaceId, formId);
  }

  private async mayHave(
    link: FoundAssetLink & { contactId: string },
    request: AssetFetch,
    at: Date,
  ): Promise<boolean> {
    if (isMachine(link, request, at)) {
      return !isUsedUp(link) && this.links.countMachine(link.workspaceId, link.id, MACHINE_FETCHES);
    }
    const isPiece =
      request.range !== null &&
      link.countedAt !== null &&
      at.getTime() - link.countedAt.getTime() < PIECES_MS;
    return isPiece || this.count(link, at);
  }

  private async count(link: FoundAssetLink & { contactId: string }, at: Date): Promise<boolean> {
    const { workspaceId, contactId, assetId, assetKey, assetName, formId } = link;
    return this.database.transaction(async () => {
      if (!(await this.links.countDownload(workspaceId, link, at))) return false;
      if (await this.links.noteDownload(link, link.version.number, at)) {
        const form = formId === null ? {} : { form: formId };
        const properties = { asset: assetId, name: assetName, key: assetKey, ...form };
        await this.events.record(workspaceId, [
          { contactId, name: 'asset.downloaded', properties, occurredAt: at },
        ]);
      }
      return true;
    });
  }
}

function isUsedUp({ maxDownloads, downloads }: FoundAssetLink): boolean {
  return maxDownloads !== null && downloads >= maxDownloads;
}

/** By the signs that tracking goes by: what the request shows, and a fetch that comes sooner than anybody reads a mail. */
function isMachine({ handedOverAt }: FoundAssetLink, request: AssetFetch, at: Date): boolean {
  if (requestReasons(request).length > 0) return true;
  return handedOverAt !== null && at.getTime() - handedOverAt.getTime() < TOO_SOON_MS;
}
