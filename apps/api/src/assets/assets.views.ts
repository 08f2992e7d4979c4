import type { Asset, AssetDownload, AssetStatus, AssetVersion } from '@features/assets';
import { PageOf } from '../http';

/** One uploaded file of an asset. */
export class AssetVersionView {
  /** Counts from 1. */
  number!: number;
  /** The name under which people get it. */
  fileName!: string;
  /** Decided by what the file holds. */
  mediaType!: string;
  bytes!: number;
  /** SHA-256 of the file, hexadecimal. */
  sha256!: string;
  uploadedAt!: string;
}

export class AssetCountsView {
  /** Links that were made; those that expired more than a year ago are not counted. */
  links!: number;
  /** People who downloaded it, each once. */
  people!: number;
  /** Whole downloads by people; scanners, previews and parts of a download are not counted. */
  downloads!: number;
}

/** A file that people may download, by links made for each of them. */
export class AssetView {
  id!: string;
  key!: string;
  name!: string;
  description!: string;
  /** Archived: its links show a page instead of the file, and there are no new ones. */
  status!: AssetStatus;
  /** Days that a new link works. */
  linkDays!: number;
  /** Whole downloads that a new link allows; null: any number. */
  maxDownloads!: number | null;
  /** The newest version, which all links lead to. */
  version!: AssetVersionView;
  counts!: AssetCountsView;
  createdAt!: string;
  updatedAt!: string;
}

export class AssetPageView extends PageOf(AssetView) {}

export class AssetVersionListView {
  /** Newest first. */
  items!: AssetVersionView[];
}

/** What one person downloaded of an asset. */
export class AssetDownloadView {
  id!: string;
  /** Null once the contact was erased. */
  contactId!: string | null;
  /** Null once the contact was erased. */
  email!: string | null;
  /** The form that brought the first download; null for other links. */
  formId!: string | null;
  /** Whole downloads. */
  downloads!: number;
  firstVersion!: number;
  lastVersion!: number;
  firstAt!: string;
  lastAt!: string;
}

export class AssetDownloadPageView extends PageOf(AssetDownloadView) {}

export class AssetLinkView {
  /** Whoever has it may download: give it to that contact alone. */
  url!: string;
  expiresAt!: string;
  /** The message that brings it; null when it was not mailed. */
  messageId!: string | null;
}

export function toAssetView(asset: Asset): AssetView {
  const { workspaceId: _workspaceId, version, createdAt, updatedAt, ...view } = asset;
  return {
    ...view,
    version: toAssetVersionView(version),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export function toAssetVersionView({ uploadedAt, ...version }: AssetVersion): AssetVersionView {
  return { ...version, uploadedAt: uploadedAt.toISOString() };
}

export function toAssetDownloadView({ firstAt, lastAt, ...download }: AssetDownload): AssetDownloadView {
  return { ...download, firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString() };
}
