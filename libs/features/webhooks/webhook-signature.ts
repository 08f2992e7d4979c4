import { createHmac, randomBytes } from 'node:crypto';

/** 256 random bits; the prefix says what it is to whoever finds it. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}

/**
 * The header `Tidings-Signature`: `t=<seconds since 1970>,v1=<hex>`, where v1 is HMAC-SHA-256 with the secret over
 * `<t>.<body>`. While two secrets are valid there are two v1. Receivers compare in constant time and refuse a `t` that is more than
 * five minutes off.
 */
export function signatureHeader(body: string, secrets: readonly string[], at: Date): string {
  const time = Math.floor(at.getTime() / 1000);
  const macs = secrets.map((secret) => createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
  return [`t=${time}`, ...macs.map((mac) => `v1=${mac}`)].join(',');
}
