import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { HoldBook } from './holds/hold-book.service';
import { HoldGates } from './holds/hold-gates.service';
import { HoldsRepository } from './holds/holds.repository';
import { LiftEffects } from './holds/lift-effects.service';
import { SendingHoldsService } from './holds/sending-holds.service';
import { MailDomainsRepository } from './providers/mail-domains.repository';
import { MailDomains } from './providers/mail-domains.service';
import { OwnLimitsMemory } from './providers/own-limits.service';
import { ProviderLimitsRepository } from './providers/provider-limits.repository';
import { ProviderLimitsService } from './providers/provider-limits.service';
import { SendingGate } from './sending-gate.service';
import { SendingUsage } from './sending-usage.service';
import { UsageRepository } from './windows/usage.repository';
import { Windows } from './windows/windows.service';

/** How fast we may send: windows, mailbox providers, holds. */
@Module({
  imports: [AccountsModule],
  providers: [
    HoldBook,
    HoldGates,
    HoldsRepository,
    LiftEffects,
    MailDomains,
    MailDomainsRepository,
    OwnLimitsMemory,
    ProviderLimitsRepository,
    ProviderLimitsService,
    SendingGate,
    SendingHoldsService,
    SendingUsage,
    UsageRepository,
    Windows,
  ],
  exports: [ProviderLimitsService, SendingGate, SendingHoldsService, SendingUsage],
})
export class SendingLimitsModule {}
