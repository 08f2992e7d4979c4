import { Module } from '@nestjs/common';
import { ConsentModule } from '@features/consent';
import { EventsModule } from '@features/events';
import { TemplatesModule } from '@features/templates';
import { Settings } from '@platform/config';
import { TokenSigner } from '@platform/tokens';
import { FrozenMessages } from './frozen-messages.service';
import { HitsRepository } from './hits.repository';
import { MessageLinks } from './message-links.service';
import { MessageTokens } from './message-tokens';
import { PreferenceChanges } from './preference-changes.service';
import { PreferencePages } from './preference-pages.service';
import { TrackedMessagesRepository } from './tracked-messages.repository';
import { TrackingService } from './tracking.service';
import { UnsubscribesService } from './unsubscribes.service';

/** The links of messages: their tokens, what happens when they are followed, and what of it is recorded. */
@Module({
  imports: [ConsentModule, EventsModule, TemplatesModule],
  providers: [
    {
      provide: TokenSigner,
      useFactory: (settings: Settings) => new TokenSigner(settings.secret),
      inject: [Settings],
    },
    FrozenMessages,
    HitsRepository,
    MessageLinks,
    MessageTokens,
    PreferenceChanges,
    PreferencePages,
    TrackedMessagesRepository,
    TrackingService,
    UnsubscribesService,
  ],
  exports: [
    MessageLinks,
    MessageTokens,
    PreferenceChanges,
    PreferencePages,
    TrackingService,
    UnsubscribesService,
  ],
})
export class TrackingModule {}
