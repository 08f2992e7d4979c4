/** Archived: its links show a page instead of the file, and there are no new ones. Both can be undone. */
export const ASSET_STATUSES = ['active', 'archived'] as const;
export type AssetStatus = (typeof ASSET_STATUSES)[number];

/** How long a link works when nobody says it. */
export const DEFAULT_LINK_DAYS = 30;

/** One uploaded file. Links always lead to the newest version of their asset. */
export interface AssetVersion {
  /** Counts from 1 in each asset. */
  number: number;
  fileName: string;
  /** From what the file holds, never from its name or what the sender said. */
  mediaType: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
  uploadedAt: Date;
}

/** A file that people may download, by links made for each of them. */
export interface Asset {
  id: string;
  workspaceId: string;
  /** Stable name for programs and rules: lower case, digits, dashes. */
  key: string;
  name: string;
  description: string;
  status: AssetStatus;
  /** Days that a link works. */
  linkDays: number;
  /** Whole downloads that one link allows; null: any number. */
  maxDownloads: number | null;
  /** The newest. */
  version: AssetVersion;
  counts: AssetCounts;
  createdAt: Date;
  updatedAt: Date;
}

export interface AssetCounts {
  /** Links made. */
  links: number;
  /** People who downloaded, each once; the erased still count. */
  people: number;
  /** Whole downloads by people. */
  downloads: number;
}

/** What a user decides about an asset. */
export interface AssetInput {
  name: string;
  key?: string;
  description?: string;
  linkDays?: number;
  maxDownloads?: number | null;
}

/** Who downloaded an asset. The contact is null once erased. */
export interface AssetDownload {
  id: string;
  contactId: string | null;
  email: string | null;
  formId: string | null;
  downloads: number;
  firstVersion: number;
  lastVersion: number;
  firstAt: Date;
  lastAt: Date;
}
