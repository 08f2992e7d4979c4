export {
  ASSET_STATUSES,
  type Asset,
  type AssetDownload,
  type AssetInput,
  type AssetStatus,
  type AssetVersion,
} from './asset';
export { AssetDownloads, type AssetAnswer, type AssetRefusal } from './asset-downloads.service';
export { type AssetUpload } from './asset-files.service';
export { AssetHousekeeping } from './asset-housekeeping.service';
export {
  type AssetLinkRequest,
  type AssetLinkSource,
  type FoundAssetLink,
  type IssuedAssetLink,
} from './asset-link';
export { AssetLinks } from './asset-links.service';
export { type AssetMailRequest } from './asset-mails.service';
export { AssetsModule } from './assets.module';
export { AssetsService } from './assets.service';
export { imagePath, type Image, type ImageType, type ImageUses } from './images/image';
export { ImagesService, type ImageTexts } from './images/images.service';
