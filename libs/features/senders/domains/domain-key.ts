import { generateKeyPair, randomInt, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimAlgorithm } from '@platform/mail';

/**
 * `current` is meant to sign as soon as its record is found; `previous` signs until then, after keys were changed; `retired`
 * signs nothing any more: its private half is destroyed, its record waits for the mail on its way.
 */
export const KEY_STATUSES = ['current', 'previous', 'retired'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** One key of a sending domain, without its private half. */
export interface DomainKey {
  selector: string;
  algorithm: DkimAlgorithm;
  /** Base64 as it stands in `p=`. */
  publicKey: string;
  status: KeyStatus;
  /** Whether the record in DNS equalled this key when it was last looked up. */
  isPublished: boolean;
  /** When it was first found there; null: it has never signed anything. */
  publishedAt: Date | null;
  createdAt: Date;
  retiredAt: Date | null;
}

export interface NewDomainKey {
  selector: string;
  algorithm: DkimAlgorithm;
  publicKey: string;
  /** PKCS#8 in PEM. */
  privateKey: string;
}

const RSA_BITS = 2048;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const generate = promisify(generateKeyPair);

/**
 * An RSA key, which every receiver verifies, and an Ed25519 key (RFC 8463) beside it, each under a selector that no other
 * workspace has. Takes about a tenth of a second of another thread's time.
 */
export async function generateDomainKeys(): Promise<NewDomainKey[]> {
  const name = Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const [rsa, ed25519] = await Promise.all([
    generate('rsa', { modulusLength: RSA_BITS }),
    generate('ed25519', undefined),
  ]);
  return [
    {
      selector: `tidings-${name}-rsa`,
      algorithm: 'rsa-sha256',
      publicKey: spki(rsa.publicKey).toString('base64'),
      privateKey: pem(rsa.privateKey),
    },
    {
      selector: `tidings-${name}-ed`,
      algorithm: 'ed25519-sha256',
      // RFC 8463 4.2: the bare key, which is the last 32 octets of its SubjectPublicKeyInfo (RFC 8410).
      publicKey: spki(ed25519.publicKey).subarray(-32).toString('base64'),
      privateKey: pem(ed25519.privateKey),
    },
  ];
}

/** Keys as they are once DNS was asked: a current key that was found takes over from the previous one of its kind. */
export function afterLookup(
  keys: readonly DomainKey[],
  published: ReadonlyMap<string, boolean>,
): DomainKey[] {
  const seen = keys.map((key) => ({ ...key, isPublished: published.get(key.selector) ?? key.isPublished }));
  const taken = new Set(
    seen
      .filter(({ status, isPublished }) => status === 'current' && isPublished)
      .map(({ algorithm }) => algorithm),
  );
  return seen.map((key) =>
    key.status === 'previous' && taken.has(key.algorithm) ? { ...key, status: 'retired' } : key,
  );
}

/** What becomes of the keys of a domain when new ones are made. */
export interface Replacement {
  /** Never signed anything, so nobody will ask for them. */
  dropped: DomainKey[];
  /** Sign no more; their records stay listed. */
  retired: DomainKey[];
  /** Sign until the new ones are found. */
  previous: DomainKey[];
}

/** `immediately`: no former key may sign any more, for it is known to others. */
export function replaceKeys(keys: readonly DomainKey[], immediately: boolean): Replacement {
  const active = keys.filter(({ status }) => status !== 'retired');
  const used = active.filter(({ publishedAt }) => publishedAt !== null);
  const previous = immediately ? [] : used.filter(({ isPublished }) => isPublished);
  const kept = previous.filter(
    (key) => key.status === 'current' || !previous.some((other) => isNewer(other, key)),
  );
  return {
    dropped: active.filter((key) => !used.includes(key)),
    retired: used.filter((key) => !kept.includes(key)).map((key) => ({ ...key, status: 'retired' })),
    previous: kept.map((key) => ({ ...key, status: 'previous' })),
  };
}

function isNewer(other: DomainKey, key: DomainKey): boolean {
  return other.status === 'current' && other.algorithm === key.algorithm;
}

/** Only what receivers can look up may sign: a signature whose key is nowhere makes mail fail. */
export function maySign({ status, isPublished }: Pick<DomainKey, 'status' | 'isPublished'>): boolean {
  return status !== 'retired' && isPublished;
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function pem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
