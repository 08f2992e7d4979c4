import { imagePath, type Image, type ImageType, type ImageUses } from '@features/assets';
import { PageOf } from '../http';

/** A picture for emails. */
export class ImageView {
  id!: string;
  name!: string;
  /** What it shows, for people who do not see it; the first suggestion where it is put into an email. */
  alt!: string;
  /** Decided by what the file holds: `image/png`, `image/jpeg`, `image/gif` or `image/webp`. */
  mediaType!: ImageType;
  bytes!: number;
  /** Pixels. */
  width!: number;
  /** Pixels. */
  height!: number;
  /** Where emails load it from: public, unguessable, always the same bytes. */
  url!: string;
  /** The same below the address of this installation. */
  path!: string;
  uploadedBy!: string;
  createdAt!: string;
}

export class ImagePageView extends PageOf(ImageView) {}

export class ImagePlaceView {
  id!: string;
  name!: string;
}

/** Where a picture stands. */
export class ImageUsesView {
  /** Emails as they are now, archived ones too. */
  templates!: ImagePlaceView[];
  savedBlocks!: ImagePlaceView[];
  /** Frozen contents, of which mails went out or will. */
  versions!: number;
  /** It is the logo of the brand. */
  isLogo!: boolean;
}

export function toImageView(image: Image, url: string): ImageView {
  const { workspaceId: _workspaceId, publicKey: _publicKey, createdAt, ...view } = image;
  return { ...view, url, path: imagePath(image), createdAt: createdAt.toISOString() };
}

export function toImageUsesView({ templates, savedBlocks, versions, isLogo }: ImageUses): ImageUsesView {
  return { templates, savedBlocks, versions, isLogo };
}
