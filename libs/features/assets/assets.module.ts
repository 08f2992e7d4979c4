import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { MessagesModule } from '@features/messages';
import { Settings } from '@platform/config';
import { StorageModule } from '@platform/storage';
import { TokenSigner } from '@platform/tokens';
import { AssetFiles } from './asset-files.service';
import { AssetLinksRepository } from './asset-links.repository';
import { AssetLinks } from './asset-links.service';
import { AssetMails } from './asset-mails.service';
import { AssetsRepository } from './assets.repository';
import { AssetsService } from './assets.service';
import { StrayFilesRepository } from './stray-files.repository';

/** Files to download: upload, versions, links, who downloaded. */
@Module({
  imports: [AccountsModule, MessagesModule, StorageModule],
  providers: [
    {
      provide: TokenSigner,
      useFactory: (settings: Settings) => new TokenSigner(settings.secret),
      inject: [Settings],
    },
    AssetFiles,
    AssetLinks,
    AssetLinksRepository,
    AssetMails,
    AssetsRepository,
    AssetsService,
    StrayFilesRepository,
  ],
  exports: [AssetFiles, AssetLinks, AssetsService],
})
export class AssetsModule {}
