import { Injectable } from '@nestjs/common';
import { DomainKeysRepository } from './domain-keys.repository';
import { SendingDomainsRepository } from './sending-domains.repository';

/** The tables of sending domains. */
@Injectable()
export class DomainStores {
  constructor(
    readonly domains: SendingDomainsRepository,
    readonly keys: DomainKeysRepository,
  ) {}
}
