/** What mail programs show; SVG is refused, because it may hold scripts. */
export const IMAGE_ENDINGS = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
} as const;
export type ImageType = keyof typeof IMAGE_ENDINGS;

/** Readers load a picture over a phone's network, so this is far more than one needs. */
export const MAX_IMAGE_MEGABYTES = 5;
/** Pixels of each side. */
export const MAX_IMAGE_SIDE = 8_192;
export const MAX_IMAGES = 5_000;
export const MAX_IMAGE_NAME = 200;
export const MAX_IMAGE_ALT = 500;

/** A picture for emails. Its address is public and unguessable, and always gives the same bytes. */
export interface Image {
  id: string;
  workspaceId: string;
  /** The unguessable part of its address, 22 characters of base64url. */
  publicKey: string;
  name: string;
  /** Says what it shows; the first suggestion where it is put into an email. */
  alt: string;
  /** Decided by what the file holds. */
  mediaType: ImageType;
  bytes: number;
  /** Pixels. */
  width: number;
  height: number;
  uploadedBy: string;
  createdAt: Date;
}

/** Where a picture stands. */
export interface ImageUses {
  /** Emails as they are now, archived ones too. */
  templates: { id: string; name: string }[];
  /** Saved blocks. */
  savedBlocks: { id: string; name: string }[];
  /** Frozen contents, of which mails went out or will. */
  versions: number;
  /** It is the logo of the brand. */
  isLogo: boolean;
}

/** The path below the app's own address, such as `/i/Yk3….png`. */
export function imagePath({ publicKey, mediaType }: Pick<Image, 'publicKey' | 'mediaType'>): string {
  return `/i/${publicKey}.${IMAGE_ENDINGS[mediaType]}`;
}
