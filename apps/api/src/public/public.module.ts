import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { AssetsModule } from '@features/assets';
import { FormsModule } from '@features/forms';
import { PrivacyModule } from '@features/privacy';
import { TrackingModule } from '@features/tracking';
import { AssetLinksController } from './asset-links.controller';
import { EmbedController } from './embed/embed.controller';
import { FormsConfirmController } from './forms-confirm.controller';
import { FormsPublicController } from './forms.controller';
import { ImagesPublicController } from './images.controller';
import { PersonalDataController } from './personal-data.controller';
import { PreferencesController } from './preferences.controller';
import { TrackedLinksController } from './tracked-links.controller';
import { UnsubscribeController } from './unsubscribe.controller';

/** Pages without a login whose addresses stand in mails. */
@Module({
  imports: [AccountsModule, AssetsModule, FormsModule, PrivacyModule, TrackingModule],
  controllers: [
    AssetLinksController,
    EmbedController,
    FormsConfirmController,
    FormsPublicController,
    ImagesPublicController,
    PersonalDataController,
    PreferencesController,
    TrackedLinksController,
    UnsubscribeController,
  ],
})
export class PublicModule {}
