import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { DkimKey } from '@platform/mail';

export interface TestDkimKeys {
  /** RSA of 2 048 bits, then Ed25519. */
  keys: DkimKey[];
  /** TXT records by name. */
  records: Map<string, string>;
}

export function createDkimKeys(domain: string): TestDkimKeys {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ed25519 = generateKeyPairSync('ed25519');
  const spki = rsa.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  // RFC 8463 4: the bare 32 octets, which are the end of the SPKI form.
  const bare = ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64');
  return {
    keys: [
      { domain, selector: 'rsa1', algorithm: 'rsa-sha256', privateKey: pem(rsa.privateKey) },
      { domain, selector: 'ed1', algorithm: 'ed25519-sha256', privateKey: pem(ed25519.privateKey) },
    ],
    records: new Map([
      [`rsa1._domainkey.${domain}`, `v=DKIM1; k=rsa; p=${spki}`],
      [`ed1._domainkey.${domain}`, `v=DKIM1; k=ed25519; p=${bare}`],
    ]),
  };
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
