import { createHmac } from 'node:crypto';
import { deriveKey } from '@platform/tokens';

/**
 * The keyed hash by which suppressions and consent evidence know an address, also after its contact was erased.
 * 32 bytes: HMAC-SHA-256 over `workspaceId:emailKey` with a key derived from APP_SECRET. The workspace is part of
 * the input, so that equal addresses in two workspaces cannot be linked.
 */
export class AddressHasher {
  private readonly key: Buffer;

  constructor(secret: string) {
    this.key = deriveKey(secret, 'address-hash');
  }

  /** `emailKey` as `parseEmailAddress` returns it (lower case). */
  hash(workspaceId: string, emailKey: string): Buffer {
    return createHmac('sha256', this.key).update(`${workspaceId}:${emailKey}`).digest();
  }
}
