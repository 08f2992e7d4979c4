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

export type AssetAnswer =
  | { refusal: AssetRefusal }
  /** `sent` wants to know how many octets went out once the answer has ended, also when it broke off. */
  | { content: Readable | null; sent: (bytes: number) => Promise<void> };

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

/**
 * So much of a file belongs to one counted download of a link with a limit: the whole, and some of it again, since what was on its way
 * when a connection broke is sent once more.
 */
const FILES_PER_DOWNLOAD = 1.5;

/** Scanners look once or twice. Whoever calls himself one more often wants the file, the more so where it is limited. */
const MACHINE_FETCHES = { unlimited: 25, limited: 5 };

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
    if (request.method === 'HEAD')
      return isUsedUp(link) ? { refusal: 'used-up' } : { content: null, sent: () => Promise.resolve() };
    // Opened before it is counted: a file that is not there is no download.
    const content = await this.storage.get(link.version.fileKey, request.range ?? undefined);
    try {
      if (await this.mayHave({ ...link, contactId }, request, at))
        return { content, sent: (bytes) => this.settle(link, bytesOf(link, request) - bytes) };
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
      const most = link.maxDownloads === null ? MACHINE_FETCHES.unlimited : MACHINE_FETCHES.limited;
      return !isUsedUp(link) && this.links.countMachine(link.workspaceId, link.id, most);
    }
    if (await this.isPart(link, request, at)) return true;
    if (await this.count({ ...link, bytes: bytesOf(link, request) }, at)) return true;
    // Programs that fetch several parts at once: another of them was counted a moment ago.
    return this.isPart(link, request, at);
  }

  /** Whether it belongs to a download that was counted within the last hour; where downloads are limited, as long as it is about one file. */
  private async isPart(link: FoundAssetLink, request: AssetFetch, at: Date): Promise<boolean> {
    if (request.range === null) return false;
    const since = new Date(at.getTime() - PIECES_MS);
    if (link.maxDownloads === null) return link.countedAt !== null && link.countedAt > since;
    const most = Math.ceil(link.version.bytes * FILES_PER_DOWNLOAD);
    return this.links.addPart(link.workspaceId, link.id, { bytes: bytesOf(link, request), most, since });
  }

  private async settle({ workspaceId, id, maxDownloads }: FoundAssetLink, unsent: number): Promise<void> {
    if (maxDownloads !== null && unsent > 0) await this.links.takeBack(workspaceId, id, unsent);
  }

  private async count(
    link: FoundAssetLink & { contactId: string; bytes: number },
    at: Date,
  ): Promise<boolean> {
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

/** What a request asks for. */
function bytesOf({ version }: FoundAssetLink, { range }: AssetFetch): number {
  return range === null ? version.bytes : range.end - range.start + 1;
}

function isUsedUp({ maxDownloads, downloads }: FoundAssetLink): boolean {
  return maxDownloads !== null && downloads >= maxDownloads;
}

/** By the signs that tracking goes by: what the request shows, and a fetch that comes sooner than anybody reads a mail. */
function isMachine({ handedOverAt }: FoundAssetLink, request: AssetFetch, at: Date): boolean {
  if (requestReasons(request).length > 0) return true;
  return handedOverAt !== null && at.getTime() - handedOverAt.getTime() < TOO_SOON_MS;
}
