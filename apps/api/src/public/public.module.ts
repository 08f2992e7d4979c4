import { Module } from '@nestjs/common';
import { TrackingModule } from '@features/tracking';
import { PreferencesController } from './preferences.controller';
import { TrackedLinksController } from './tracked-links.controller';
import { UnsubscribeController } from './unsubscribe.controller';

/** Pages without a login whose addresses stand in mails. */
@Module({
  imports: [TrackingModule],
  controllers: [PreferencesController, TrackedLinksController, UnsubscribeController],
})
export class PublicModule {}
