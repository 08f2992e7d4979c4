import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Settings } from '@platform/config';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import type { Page, PageRequest } from '@platform/paging';
import { AssetFiles, type AssetUpload } from '../asset-files.service';
import {
  imagePath,
  MAX_IMAGE_ALT,
  MAX_IMAGE_MEGABYTES,
  MAX_IMAGE_NAME,
  MAX_IMAGES,
  type Image,
  type ImageUses,
} from './image';
import { imageInUse, imageTooLarge, tooManyImages } from './images.errors';
import { ImagesRepository } from './images.repository';
import { readImage } from './read-image';

export interface ImageTexts {
  /** 1 to 200 characters. */
  name?: string;
  /** At most 500 characters. */
  alt?: string;
}

/** 128 bits: nobody guesses an address. */
const KEY_BYTES = 16;
const KEY = /^[A-Za-z0-9_-]{22}$/;

/** Pictures for emails. */
@Injectable()
export class ImagesService {
  constructor(
    private readonly database: Database,
    private readonly images: ImagesRepository,
    private readonly files: AssetFiles,
    private readonly audit: AuditService,
    private readonly settings: Settings,
  ) {}

  /** The address that emails load it from. */
  urlOf(image: Image): string {
    return this.settings.http.appUrl + imagePath(image);
  }

  /** @throws DomainError `image.not-found` */
  async get(workspaceId: string, id: string): Promise<Image> {
    const image = await this.images.find(workspaceId, id);
    if (!image) throw notFound('image', id);
    return image;
  }

  /** Newest first. */
  async list(workspaceId: string, page: PageRequest & { search?: string }): Promise<Page<Image>> {
    return this.images.list(workspaceId, { ...page, search: page.search ?? null });
  }

  /**
   * Stores a picture. The same bytes again are the same picture, whatever it is called.
   *
   * @throws DomainError `image.refused`, `image.too-many`
   */
  async create(actor: Actor, upload: AssetUpload, texts: ImageTexts): Promise<Image> {
    const { workspaceId } = actor;
    const named = { name: nameOf(upload.fileName), alt: '', ...withoutUndefined(texts) };
    const { name, alt } = checkTexts(named);
    const file = await this.files.keep(upload.content, {
      folder: `images/${workspaceId}`,
      maxMegabytes: MAX_IMAGE_MEGABYTES,
      tooLarge: imageTooLarge,
      inspect: async (path) => readImage(await readFile(path)),
    });
    const { found, fileKey, sha256, bytes } = file;
    const publicKey = randomBytes(KEY_BYTES).toString('base64url');
    const insert = async (): Promise<{ image: Image | null; isNew: boolean }> => {
      if ((await this.images.count(workspaceId)) >= MAX_IMAGES) throw tooManyImages();
      const image = { ...found, publicKey, fileKey, sha256, bytes, name, alt, uploadedBy: actor.name };
      const isNew = await this.images.insert(workspaceId, image);
      const stored = await this.images.findBySha256(workspaceId, sha256);
      if (isNew && stored) await this.record(actor, 'image.created', stored.id);
      return { image: stored, isNew };
    };
    const { image, isNew } = await this.files.keepIf(file, () => this.database.transaction(insert));
    if (!isNew) await this.files.discard([fileKey]);
    if (!image) throw notFound('image', publicKey);
    return image;
  }

  /** Undefined leaves a text as it is. Emails that show the picture keep what they say of it. */
  async update(actor: Actor, id: string, texts: ImageTexts): Promise<Image> {
    return this.database.transaction(async () => {
      const { name, alt } = await this.get(actor.workspaceId, id);
      const checked = checkTexts({ name, alt, ...withoutUndefined(texts) });
      await this.images.update(actor.workspaceId, id, checked);
      await this.record(actor, 'image.updated', id);
      return this.get(actor.workspaceId, id);
    });
  }

  /** @throws DomainError `image.not-found` */
  async usesOf(workspaceId: string, id: string): Promise<ImageUses> {
    const { publicKey } = await this.get(workspaceId, id);
    return this.images.uses(workspaceId, publicKey);
  }

  /**
   * Mails that show the picture show a gap from then on, also those that people have already.
   *
   * @throws DomainError `image.in-use` unless `evenIfUsed`
   */
  async delete(actor: Actor, id: string, { evenIfUsed }: { evenIfUsed: boolean }): Promise<void> {
    await this.database.transaction(async () => {
      const uses = await this.usesOf(actor.workspaceId, id);
      if (!evenIfUsed && isUsed(uses)) throw imageInUse(uses);
      if ((await this.images.delete(actor.workspaceId, id)) === 0) throw notFound('image', id);
      await this.record(actor, 'image.deleted', id);
    });
    await this.files.deleteStrays();
  }

  /** What stands at a public address, without its ending; null when nothing does. */
  async open(publicKey: string): Promise<{ content: Readable; mediaType: string; bytes: number } | null> {
    const file = KEY.test(publicKey) ? await this.images.findFile(publicKey) : null;
    if (file === null) return null;
    return { content: await this.files.open(file.fileKey), mediaType: file.mediaType, bytes: file.bytes };
  }

  private async record(actor: Actor, action: string, targetId: string): Promise<void> {
    await this.audit.record(actor, { action, targetKind: 'image', targetId });
  }
}

function isUsed({ templates, savedBlocks, versions, isLogo }: ImageUses): boolean {
  return templates.length > 0 || savedBlocks.length > 0 || versions > 0 || isLogo;
}

/** What the file was called, without folders and ending. */
function nameOf(fileName: string): string {
  const name = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .trim();
  return name.slice(0, MAX_IMAGE_NAME) || 'Image';
}

function checkTexts(texts: { name: string; alt: string }): { name: string; alt: string } {
  const name = texts.name.trim();
  if (name === '' || name.length > MAX_IMAGE_NAME) {
    throw invalidField('/name', 'image.name-invalid', `name must have 1 to ${MAX_IMAGE_NAME} characters.`);
  }
  const alt = texts.alt.trim();
  if (alt.length > MAX_IMAGE_ALT) {
    throw invalidField('/alt', 'image.alt-invalid', `alt may have at most ${MAX_IMAGE_ALT} characters.`);
  }
  return { name, alt };
}

function withoutUndefined<T extends object>(values: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: NonNullable<T[Key]>;
  };
}
