/** A link that is to be made for one contact. */
export interface AssetLinkRequest {
  assetId: string;
  contactId: string;
  /** What it was given for. */
  source?: AssetLinkSource;
  /** Default: after the asset's `linkDays`. */
  expiresAt?: Date;
}

export interface AssetLinkSource {
  formId?: string;
  submissionId?: string;
}

export interface IssuedAssetLink {
  /** `APP_URL/a/<token>`: whoever has it may download, so it goes to that contact alone. */
  url: string;
  expiresAt: Date;
}

/** A link as it stands in the database, with what it leads to. */
export interface FoundAssetLink {
  id: string;
  workspaceId: string;
  workspaceName: string;
  assetId: string;
  assetKey: string;
  assetName: string;
  isArchived: boolean;
  /** Null once the contact was erased. */
  contactId: string | null;
  formId: string | null;
  expiresAt: Date;
  createdAt: Date;
  /** Of the message that brought it; null while there is none, or it was not handed over yet. */
  handedOverAt: Date | null;
  isMailed: boolean;
  maxDownloads: number | null;
  downloads: number;
  /** When the last whole download was counted. */
  countedAt: Date | null;
  machineFetches: number;
  version: {
    number: number;
    fileKey: string;
    fileName: string;
    mediaType: string;
    bytes: number;
    sha256: string;
  };
}
