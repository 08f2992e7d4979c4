import { Inject, Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { LOGGER, type Logger } from '@platform/logging';
import type { DkimKey } from '@platform/mail';
import { SecretBox } from '@platform/tokens';
import type { NewDomainKey } from './domain-key';
import { DomainKeysRepository, type SealedKey } from './domain-keys.repository';
import { ShortMemory } from './short-memory';

/** Decrypted keys stay in memory this long: a worker signs thousands of messages with them. */
const KEEP_MS = 30_000;

/** The private halves of keys: sealed when they are made, opened only to sign. */
@Injectable()
export class KeyRing {
  private readonly box: SecretBox;
  private readonly memory = new ShortMemory<DkimKey[]>(KEEP_MS);

  constructor(
    private readonly keys: DomainKeysRepository,
    settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.box = new SecretBox(settings.secret, 'dkim-key');
  }

  async insert(
    { workspaceId, id, domain }: { workspaceId: string; id: string; domain: string },
    keys: readonly NewDomainKey[],
  ): Promise<void> {
    const sealed = keys.map(({ privateKey, ...key }) => ({
      ...key,
      sealedKey: this.box.seal(privateKey, ownerOf(workspaceId, domain, key.selector)),
    }));
    await this.keys.insert(workspaceId, id, sealed);
  }

  /** Keys that mail from this domain is signed with now, RSA first; the same array for half a minute. None: it goes unsigned. */
  signingKeys(workspaceId: string, domain: string): Promise<DkimKey[]> {
    return this.memory.get(`${workspaceId}/${domain}`, async () => {
      const sealed = await this.keys.listSigning(workspaceId, domain);
      return sealed.flatMap((key) => this.open(workspaceId, domain, key) ?? []);
    });
  }

  /** Null for a key that cannot be opened: unsigned mail is better than none. */
  private open(
    workspaceId: string,
    domain: string,
    { selector, algorithm, sealedKey }: SealedKey,
  ): DkimKey | null {
    try {
      const privateKey = this.box.open(sealedKey, ownerOf(workspaceId, domain, selector));
      return { domain, selector, algorithm, privateKey };
    } catch (error) {
      this.logger.error({ event: 'dkim-key.unreadable', workspaceId, domain, selector, err: error });
      return null;
    }
  }
}

function ownerOf(workspaceId: string, domain: string, selector: string): string {
  return `${workspaceId}/${domain}/${selector}`;
}
