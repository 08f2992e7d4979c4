import { Injectable } from '@nestjs/common';
import { ThrottleService, type ThrottleLimit } from '@features/accounts';
import { SuppressionsService } from '@features/consent';
import { invalidField } from '@platform/errors';
import { parseEmailAddress } from '@platform/mail';
import { tooManyTests } from './campaigns.errors';

const BY_WORKSPACE = 'test-sends-workspace';
const BY_RECIPIENT = 'test-sends-recipient';
const HOUR = 3600;

/** Test mails of one workspace, and to one address from it. A person at a desk needs fewer; a stolen key gets no more. */
export const TEST_SEND_LIMITS = {
  workspace: { hits: 100, windowSeconds: HOUR },
  recipient: { hits: 20, windowSeconds: HOUR },
} satisfies Record<string, ThrottleLimit>;

export interface TestRecipient {
  address: string;
  emailKey: string;
  isSuppressed: boolean;
}

/** Who may get a test: nobody who may not even get transactional mail, and nobody too often. */
@Injectable()
export class TestRecipients {
  constructor(
    private readonly suppressions: SuppressionsService,
    private readonly throttle: ThrottleService,
  ) {}

  /** Each address once. @throws DomainError `email.invalid` */
  async of(workspaceId: string, texts: readonly string[]): Promise<TestRecipient[]> {
    const addresses = new Map<string, string>();
    texts.forEach((text, index) => {
      const parsed = parseEmailAddress(text);
      if (!parsed.ok) throw invalidField(`/to/${index}`, 'email.invalid', `to[${index}]: ${parsed.reason}`);
      if (!addresses.has(parsed.key)) addresses.set(parsed.key, parsed.address);
    });
    const stopped = await this.suppressions.withoutTransactionalMail(workspaceId, [...addresses.keys()]);
    return [...addresses].map(([emailKey, address]) => ({
      address,
      emailKey,
      isSuppressed: stopped.has(emailKey),
    }));
  }

  /**
   * Counts one mail to each of these; all of them, or none when the workspace may not send that many.
   *
   * @returns the seconds to wait for each address that got too many already, by its key
   * @throws DomainError `campaign.too-many-tests`
   */
  async admit(workspaceId: string, recipients: readonly TestRecipient[]): Promise<Map<string, number>> {
    const waits = new Map<string, number>();
    if (recipients.length === 0) return waits;
    const { workspace, recipient } = TEST_SEND_LIMITS;
    const all = { name: BY_WORKSPACE, subject: workspaceId, count: recipients.length };
    const wait = await this.throttle.hitTogether(all, workspace);
    if (wait !== null) throw tooManyTests(workspace.hits, wait);
    for (const { emailKey } of recipients) {
      const one = { name: BY_RECIPIENT, subject: `${workspaceId}:${emailKey}`, count: 1 };
      const ownWait = await this.throttle.hitTogether(one, recipient);
      if (ownWait !== null) waits.set(emailKey, ownWait);
    }
    if (waits.size > 0) await this.throttle.refund(BY_WORKSPACE, workspaceId, waits.size);
    return waits;
  }
}
