import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { AdoptDomain } from './domains/adopt-domain.service';
import { CheckDomainNow } from './domains/check-now.service';
import { DomainCatalogue } from './domains/domain-catalogue.service';
import { DomainCheck } from './domains/domain-check.service';
import { DomainKeysRepository } from './domains/domain-keys.repository';
import { DomainLookup } from './domains/domain-lookup.service';
import { DomainStores } from './domains/domain-stores.service';
import { KeyRing } from './domains/key-ring.service';
import { KeyRotation } from './domains/key-rotation.service';
import { MailHostsRepository } from './domains/mail-hosts.repository';
import { MailHosts } from './domains/mail-hosts.service';
import { SendingDomains } from './domains/sending-domains-runtime.service';
import { SendingDomainsRepository } from './domains/sending-domains.repository';
import { SendingDomainsService } from './domains/sending-domains.service';
import { SendersRepository } from './senders.repository';
import { SendersService } from './senders.service';

/** From addresses and the domains they belong to. */
@Module({
  imports: [AccountsModule],
  providers: [
    AdoptDomain,
    CheckDomainNow,
    DomainCatalogue,
    DomainCheck,
    DomainKeysRepository,
    DomainLookup,
    DomainStores,
    KeyRing,
    KeyRotation,
    MailHosts,
    MailHostsRepository,
    SendersRepository,
    SendersService,
    SendingDomains,
    SendingDomainsRepository,
    SendingDomainsService,
  ],
  exports: [
    CheckDomainNow,
    DomainCatalogue,
    DomainCheck,
    KeyRotation,
    SendersService,
    SendingDomains,
    SendingDomainsService,
  ],
})
export class SendersModule {}
