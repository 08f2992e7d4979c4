import type { FactoryProvider } from '@nestjs/common';
import { AccountsHousekeepingService } from '@features/accounts';
import { AssetHousekeeping } from '@features/assets';
import { ConsentHousekeeping } from '@features/consent';
import { FormHousekeeping } from '@features/forms';
import { MessageHousekeeping } from '@features/messages';
import { FollowChanges, SegmentHistoryService } from '@features/segments';
import { SendingGate } from '@features/sending-limits';
import { SequenceHousekeeping } from '@features/sequences';
import { WebhookSweeper } from '@features/webhooks';

/** Forgets what has ended, and says how many rows of each kind. Safe to repeat at any time. */
export type Housekeeper = () => Promise<object>;

export const HOUSEKEEPERS = Symbol('housekeepers');

/** Everything that forgets by age, one line each. */
export const housekeepersProvider: FactoryProvider<Housekeeper[]> = {
  provide: HOUSEKEEPERS,
  inject: [
    AccountsHousekeepingService,
    SegmentHistoryService,
    FollowChanges,
    MessageHousekeeping,
    SendingGate,
    AssetHousekeeping,
    FormHousekeeping,
    ConsentHousekeeping,
    WebhookSweeper,
    SequenceHousekeeping,
  ],
  useFactory: (
    ...[
      accounts,
      segmentHistory,
      segmentChanges,
      messages,
      sending,
      assets,
      forms,
      consent,
      webhooks,
      sequences,
    ]: [
      AccountsHousekeepingService,
      SegmentHistoryService,
      FollowChanges,
      MessageHousekeeping,
      SendingGate,
      AssetHousekeeping,
      FormHousekeeping,
      ConsentHousekeeping,
      WebhookSweeper,
      SequenceHousekeeping,
    ]
  ) => [
    () => accounts.forgetEnded(),
    () => segmentHistory.forgetOld(),
    () => segmentChanges.forgetStray(),
    () => messages.forgetContents(),
    () => sending.forgetUnused(),
    () => assets.forgetOld(),
    () => forms.forgetUnconfirmed(),
    () => consent.endConsent(),
    () => webhooks.forgetOld(),
    () => sequences.forgetOld(),
  ],
};
