import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField } from '@platform/errors';
import { parseEmailAddress } from '@platform/mail';
import { TestRecipientListRepository } from './test-recipient-list.repository';

/** As many as one test goes to. */
const MAX_ADDRESSES = 10;

/** The addresses that a workspace's tests usually go to, so that nobody types them anew. */
@Injectable()
export class TestRecipientList {
  constructor(
    private readonly database: Database,
    private readonly rows: TestRecipientListRepository,
    private readonly audit: AuditService,
  ) {}

  async get(workspaceId: string): Promise<string[]> {
    return this.rows.find(workspaceId);
  }

  /** Each address once, at most 10. @throws DomainError `email.invalid`, `test-recipients.too-many` */
  async replace(actor: Actor, texts: readonly string[]): Promise<string[]> {
    const addresses = new Map<string, string>();
    texts.forEach((text, index) => {
      const parsed = parseEmailAddress(text);
      const pointer = `/addresses/${index}`;
      if (!parsed.ok) throw invalidField(pointer, 'email.invalid', `addresses[${index}]: ${parsed.reason}`);
      addresses.set(parsed.key, addresses.get(parsed.key) ?? parsed.address);
    });
    if (addresses.size > MAX_ADDRESSES) {
      const message = `A test goes to at most ${MAX_ADDRESSES} addresses; take some out.`;
      throw invalidField('/addresses', 'test-recipients.too-many', message);
    }
    await this.database.transaction(async () => {
      await this.rows.save(actor.workspaceId, [...addresses.values()]);
      await this.audit.record(actor, {
        action: 'test-recipients.replaced',
        targetKind: 'workspace',
        targetId: actor.workspaceId,
        details: { addresses: addresses.size },
      });
    });
    return [...addresses.values()];
  }
}
