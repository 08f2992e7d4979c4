import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField, notFound, type DomainError } from '@platform/errors';
import type { Page, PageRequest } from '@platform/paging';
import type { Asset, AssetDownload, AssetInput, AssetStatus, AssetVersion } from './asset';
import { AssetFiles, type AssetUpload } from './asset-files.service';
import type { AssetLinkRequest } from './asset-link';
import { assetArchived, assetInUse, tooManyAssets, tooManyVersions } from './assets.errors';
import { AssetsRepository } from './assets.repository';
import { checkAsset } from './check-asset';

const MAX_ASSETS = 1_000;
const MAX_VERSIONS = 100;

/** Files that people may download. */
@Injectable()
export class AssetsService {
  constructor(
    private readonly database: Database,
    private readonly assets: AssetsRepository,
    private readonly files: AssetFiles,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `asset.not-found` */
  async get(workspaceId: string, id: string): Promise<Asset> {
    const asset = await this.assets.find(workspaceId, id);
    if (!asset) throw notFound('asset', id);
    return asset;
  }

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest & { status?: AssetStatus }): Promise<Page<Asset>> {
    return this.assets.list(workspaceId, { ...page, status: page.status ?? null });
  }

  /** Newest first. @throws DomainError `asset.not-found` */
  async listVersions(workspaceId: string, id: string): Promise<AssetVersion[]> {
    await this.get(workspaceId, id);
    return this.assets.listVersions(workspaceId, id);
  }

  /** The file of a version, or of the newest one. @throws DomainError `asset.not-found`, `asset-version.not-found` */
  async openFile(
    workspaceId: string,
    id: string,
    number: number | null,
  ): Promise<{ content: Readable; fileName: string; bytes: number }> {
    const newest = (await this.get(workspaceId, id)).version.number;
    const mayBe = number === null || number <= newest;
    const file = mayBe ? await this.assets.findFile(workspaceId, id, number) : null;
    if (!file) throw notFound('asset-version', String(number));
    const { fileKey, fileName, bytes } = file;
    return { content: await this.files.open(fileKey), fileName, bytes };
  }

  /** Who downloaded, newest first. @throws DomainError `asset.not-found` */
  async listDownloads(workspaceId: string, id: string, page: PageRequest): Promise<Page<AssetDownload>> {
    await this.get(workspaceId, id);
    return this.assets.listDownloads(workspaceId, id, page);
  }

  /**
   * Stores the file as the first version of a new asset.
   *
   * @throws DomainError `asset.file-refused`, `asset.file-too-large`, `asset.key-taken`, `asset.*`
   */
  async create(actor: Actor, input: AssetInput, upload: AssetUpload): Promise<Asset> {
    const { workspaceId } = actor;
    const checked = checkAsset(input);
    await this.assertRoom(workspaceId);
    const file = await this.files.store(workspaceId, upload);
    const insert = async (): Promise<Asset> => {
      await this.assertRoom(workspaceId);
      const id = await this.assets.insert(workspaceId, checked);
      await this.assets.addVersion(workspaceId, id, { ...file, uploadedBy: actor.name });
      await this.record(actor, 'asset.created', id);
      return this.get(workspaceId, id);
    };
    return this.files.keepIf(file, () => this.database.transaction(insert));
  }

  /** Stores the file as the newest version, which all links follow from then on. */
  async replace(actor: Actor, id: string, upload: AssetUpload): Promise<Asset> {
    const { workspaceId } = actor;
    await this.get(workspaceId, id);
    const file = await this.files.store(workspaceId, upload);
    const add = async (): Promise<Asset> => {
      if (!(await this.assets.lock(workspaceId, id))) throw notFound('asset', id);
      const versions = await this.assets.listVersions(workspaceId, id);
      if (versions.length >= MAX_VERSIONS) throw tooManyVersions(MAX_VERSIONS);
      await this.assets.addVersion(workspaceId, id, { ...file, uploadedBy: actor.name });
      await this.record(actor, 'asset.replaced', id);
      return this.get(workspaceId, id);
    };
    return this.files.keepIf(file, () => this.database.transaction(add));
  }

  async update(actor: Actor, id: string, input: Partial<AssetInput>): Promise<Asset> {
    return this.database.transaction(async () => {
      if (!(await this.assets.lock(actor.workspaceId, id))) throw notFound('asset', id);
      const { key, name, description, linkDays, maxDownloads } = await this.get(actor.workspaceId, id);
      const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      const checked = checkAsset({ key, name, description, linkDays, maxDownloads, ...changes });
      await this.assets.update(actor.workspaceId, id, checked);
      await this.record(actor, 'asset.updated', id);
      return this.get(actor.workspaceId, id);
    });
  }

  /** Archived: links show a page instead of the file, and there are no new ones. */
  async setStatus(actor: Actor, id: string, status: AssetStatus): Promise<Asset> {
    return this.database.transaction(async () => {
      if (!(await this.assets.setStatus(actor.workspaceId, id, status))) throw notFound('asset', id);
      await this.record(actor, status === 'archived' ? 'asset.archived' : 'asset.restored', id);
      return this.get(actor.workspaceId, id);
    });
  }

  /** The newest version stays: links lead to it. */
  async deleteVersion(actor: Actor, id: string, number: number): Promise<void> {
    await this.database.transaction(async () => {
      const newest = (await this.get(actor.workspaceId, id)).version.number;
      if (number === newest) {
        const message =
          'The newest version cannot be deleted, because links lead to it. Upload another one first.';
        throw invalidField('/number', 'asset.newest-version', message);
      }
      const isNumber = Number.isInteger(number) && number > 0 && number < newest;
      const deleted = isNumber ? await this.assets.deleteVersion(actor.workspaceId, id, number) : 0;
      if (deleted === 0) throw notFound('asset-version', String(number));
      await this.record(actor, 'asset.version-deleted', id);
    });
    await this.files.deleteStrays();
  }

  /**
   * Deletes the asset with its versions, files, links and counts.
   *
   * @throws DomainError `asset.in-use` while a form offers it
   */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      if (await this.assets.isOffered(actor.workspaceId, id)) throw assetInUse();
      if ((await this.assets.delete(actor.workspaceId, id)) === 0) throw notFound('asset', id);
      await this.record(actor, 'asset.deleted', id);
    });
    await this.files.deleteStrays();
  }

  /** Why no link could be made, as the error to throw. */
  async whyNoLink(workspaceId: string, { assetId, contactId }: AssetLinkRequest): Promise<DomainError> {
    const asset = await this.assets.find(workspaceId, assetId);
    if (!asset) return notFound('asset', assetId);
    return asset.status === 'archived' ? assetArchived() : notFound('contact', contactId);
  }

  private async assertRoom(workspaceId: string): Promise<void> {
    if ((await this.assets.count(workspaceId)) >= MAX_ASSETS) throw tooManyAssets(MAX_ASSETS);
  }

  private async record(actor: Actor, action: string, targetId: string): Promise<void> {
    await this.audit.record(actor, { action, targetKind: 'asset', targetId });
  }
}
