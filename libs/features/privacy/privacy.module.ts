import { Module } from '@nestjs/common';
import { ConsentModule } from '@features/consent';
import { ContactsModule } from '@features/contacts';
import { MessagesModule } from '@features/messages';
import { TrackingModule } from '@features/tracking';
import { Settings } from '@platform/config';
import { TokenSigner } from '@platform/tokens';
import { PersonalDataLinks } from './personal-data-links.service';
import { PersonalDataTokens } from './personal-data-tokens';

/** What people may ask for about themselves. */
@Module({
  imports: [ConsentModule, ContactsModule, MessagesModule, TrackingModule],
  providers: [
    {
      provide: TokenSigner,
      useFactory: (settings: Settings) => new TokenSigner(settings.secret),
      inject: [Settings],
    },
    PersonalDataLinks,
    PersonalDataTokens,
  ],
  exports: [PersonalDataLinks],
})
export class PrivacyModule {}
