import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import {
  DomainCatalogue,
  DomainCheck,
  KeyRotation,
  SendersModule,
  SendersService,
  SendingDomainsService,
  recordsOf,
  type SendingDomainDetails,
} from '@features/senders';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { aWorkspace } from './factories/workspace';
import { createTestDatabase } from './test-database';
import { startTestDns, type TestDns } from './test-dns';
import { testSettings } from './test-settings';

/** The real senders module on a database of its own, asking a DNS server of the test. */
export class SendersFixture {
  readonly db: Database;
  readonly senders: SendersService;
  readonly catalogue: DomainCatalogue;
  readonly domains: SendingDomainsService;
  readonly checks: DomainCheck;
  readonly rotation: KeyRotation;

  constructor(
    readonly app: TestingModule,
    readonly dns: TestDns,
    private readonly drop: () => Promise<void>,
  ) {
    this.db = app.get(Database);
    this.senders = app.get(SendersService);
    this.catalogue = app.get(DomainCatalogue);
    this.domains = app.get(SendingDomainsService);
    this.checks = app.get(DomainCheck);
    this.rotation = app.get(KeyRotation);
  }

  /** Somebody who may do everything in a new workspace. */
  async anActor(): Promise<Actor> {
    return systemActor((await aWorkspace(this.db)).id);
  }

  async aDomain(actor: Actor, name = 'shop.example'): Promise<SendingDomainDetails> {
    return this.catalogue.get(actor.workspaceId, await this.domains.create(actor, name));
  }

  /** Looks it up, as somebody who presses the button would. */
  async checked(actor: Actor, { id }: SendingDomainDetails): Promise<SendingDomainDetails> {
    await this.checks.check(actor, id);
    return this.catalogue.get(actor.workspaceId, id);
  }

  /** Puts the records of a domain into DNS, as its owner would; those of the keys in `leaveOut` not. */
  publish(details: SendingDomainDetails, leaveOut: string[] = []): void {
    for (const { name, type, value, selector } of recordsOf(details)) {
      if (type === 'TXT' && !leaveOut.includes(selector ?? '')) this.dns.zone.set(name!, { txt: [value!] });
    }
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.drop();
    await this.dns.stop();
  }
}

export async function startSendersFixture(): Promise<SendersFixture> {
  const database = await createTestDatabase();
  const dns = await startTestDns();
  const settings = testSettings({
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '5',
    DNS_SERVERS: dns.server,
    SMTP_URL: 'smtp://mail.shop.example:25',
  });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  const foundation = FoundationModule.forProcess({ process: 'test', settings, logger });
  const app = await Test.createTestingModule({ imports: [foundation, SendersModule] }).compile();
  return new SendersFixture(app, dns, () => database.drop());
}
