import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { EventsModule } from '@features/events';
import { MessagesModule } from '@features/messages';
import { Settings } from '@platform/config';
import { StorageModule } from '@platform/storage';
import { TokenSigner } from '@platform/tokens';
import { AssetDownloads } from './asset-downloads.service';
import { AssetFiles } from './asset-files.service';
import { AssetHousekeeping } from './asset-housekeeping.service';
import { AssetLinksRepository } from './asset-links.repository';
import { AssetLinks } from './asset-links.service';
import { AssetMails } from './asset-mails.service';
import { AssetsRepository } from './assets.repository';
import { AssetsService } from './assets.service';
import { ImagesRepository } from './images/images.repository';
import { ImagesService } from './images/images.service';
import { StrayFilesRepository } from './stray-files.repository';

/** Files to download: upload, versions, links, who downloaded. Pictures for emails. */
@Module({
  imports: [AccountsModule, EventsModule, MessagesModule, StorageModule],
  providers: [
    {
      provide: TokenSigner,
      useFactory: (settings: Settings) => new TokenSigner(settings.secret),
      inject: [Settings],
    },
    AssetDownloads,
    AssetFiles,
    AssetHousekeeping,
    AssetLinks,
    AssetLinksRepository,
    AssetMails,
    AssetsRepository,
    AssetsService,
    ImagesRepository,
    ImagesService,
    StrayFilesRepository,
  ],
  exports: [AssetDownloads, AssetHousekeeping, AssetLinks, AssetsService, ImagesService],
})
export class AssetsModule {}
