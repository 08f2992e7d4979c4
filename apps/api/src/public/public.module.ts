import { Module } from '@nestjs/common';
import { AssetsModule } from '@features/assets';
import { TrackingModule } from '@features/tracking';
import { AssetLinksController } from './asset-links.controller';
import { PreferencesController } from './preferences.controller';
import { TrackedLinksController } from './tracked-links.controller';
import { UnsubscribeController } from './unsubscribe.controller';

/** Pages without a login whose addresses stand in mails. */
@Module({
  imports: [AssetsModule, TrackingModule],
  controllers: [AssetLinksController, PreferencesController, TrackedLinksController, UnsubscribeController],
})
export class PublicModule {}
