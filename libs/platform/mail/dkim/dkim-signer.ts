import { createPrivateKey, hash, sign, type KeyObject } from 'node:crypto';
import { DomainError } from '@platform/errors';
import { parseDomain } from '../address/email-address';
import type { DkimAlgorithm, DkimKey } from './dkim-key';
import { completeSignature, type UnsignedSignature } from './signature-header';

const LABEL = /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?$/i;
/** One of each algorithm, and one of each more while keys are being changed. */
const MAX_KEYS = 4;
const MIN_RSA_BITS = 1024;

/**
 * The keys of one plan, read once. Signs on libuv's thread pool: a signature of RSA-2048 takes 0.3 ms, too much for the main
 * thread, and the threads that run templates must not hold private keys.
 */
export class DkimSigner {
  private readonly keys: { algorithm: DkimAlgorithm; key: KeyObject }[];

  /** @throws DomainError `mail.invalid-dkim-key`, which names the key by its selector and domain */
  constructor(keys: readonly DkimKey[]) {
    if (keys.length > MAX_KEYS) throw invalid(`A message can have at most ${MAX_KEYS} signatures.`);
    this.keys = keys.map((key) => ({ algorithm: key.algorithm, key: readKey(key) }));
  }

  /** The finished header lines, in the order of the keys, ending in CRLF. */
  sign(signatures: readonly UnsignedSignature[]): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const lines: string[] = [];
      let left = signatures.length;
      signatures.forEach(({ header, input }, index) => {
        this.start(index, input, (error, signature) => {
          if (error) return reject(error);
          lines[index] = completeSignature(header, signature);
          left -= 1;
          if (left === 0) resolve(Buffer.from(lines.join(''), 'latin1'));
        });
      });
    });
  }

  private start(index: number, input: string, done: (error: Error | null, signature: Buffer) => void): void {
    const { algorithm, key } = this.keys[index] as { algorithm: DkimAlgorithm; key: KeyObject };
    // RFC 8463 3: Ed25519 signs the hash, not the text.
    if (algorithm === 'ed25519-sha256') sign(null, hash('sha256', input, 'buffer'), key, done);
    else sign('sha256', Buffer.from(input, 'latin1'), key, done);
  }
}

function readKey({ domain, selector, algorithm, privateKey }: DkimKey): KeyObject {
  const name = `The DKIM key "${selector.slice(0, 60)}" of ${domain.slice(0, 60)}`;
  const parsed = parseDomain(domain);
  if (!parsed.ok || parsed.domain !== domain.toLowerCase()) throw invalid(`${name} has no usable domain.`);
  if (selector.length > 100 || !selector.split('.').every((label) => LABEL.test(label))) {
    throw invalid(`${name} has a selector that cannot stand in the DNS.`);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(privateKey);
  } catch {
    throw invalid(`${name} cannot be read; make a new one.`);
  }
  const wanted = algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519';
  if (key.asymmetricKeyType !== wanted) throw invalid(`${name} is not for ${algorithm}.`);
  if (wanted === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) < MIN_RSA_BITS) {
    throw invalid(`${name} is shorter than ${MIN_RSA_BITS} bits; make one of 2048.`);
  }
  return key;
}

function invalid(message: string): DomainError {
  return new DomainError({ code: 'mail.invalid-dkim-key', kind: 'invalid', message });
}
