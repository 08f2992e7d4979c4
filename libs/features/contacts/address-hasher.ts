import { hash } from 'node:crypto';
import { deriveKey } from '@platform/tokens';

/** Block of SHA-512/256 in bytes: the key fills one of its own. */
const BLOCK = 128;

/** Room for `workspaceId:emailKey`; an address has at most 254 characters. */
const MAX_MESSAGE = 1024;

/**
 * The keyed hash by which suppressions and consent evidence know an address, also after its contact was erased.
 * 32 bytes: SHA-512/256 over a block with a key derived from APP_SECRET, then `workspaceId:emailKey`. The hash is
 * shorter than its inner state, so that nobody can extend a message without the key, and one call per address is half
 * the cost of HMAC's two: imports hash by the million. The workspace is part of the input, so that equal addresses in
 * two workspaces cannot be linked.
 */
export class AddressHasher {
  private readonly input = Buffer.alloc(BLOCK + MAX_MESSAGE);
  /** The beginnings of `input` by length: making one takes as long as writing into it. */
  private readonly beginnings: Buffer[] = [];
  /** Whose id stands behind the key. */
  private workspaceId: string | undefined;
  private prefix = BLOCK;

  constructor(secret: string) {
    deriveKey(secret, 'address-hash').copy(this.input);
  }

  /** `emailKey` as `parseEmailAddress` returns it (lower case). */
  hash(workspaceId: string, emailKey: string): Buffer {
    return hash('sha512-256', this.keyed(workspaceId, emailKey), 'buffer');
  }

  /** The same in hexadecimal. */
  hex(workspaceId: string, emailKey: string): string {
    return hash('sha512-256', this.keyed(workspaceId, emailKey), 'hex');
  }

  private keyed(workspaceId: string, emailKey: string): Buffer {
    if ((workspaceId.length + 1 + emailKey.length) * 3 > MAX_MESSAGE) {
      throw new Error('An address has at most 254 characters.');
    }
    if (workspaceId !== this.workspaceId) {
      this.workspaceId = workspaceId;
      this.prefix = BLOCK + this.input.write(`${workspaceId}:`, BLOCK);
    }
    const length = this.prefix + this.input.write(emailKey, this.prefix);
    return (this.beginnings[length] ??= this.input.subarray(0, length));
  }
}
