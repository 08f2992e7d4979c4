import { createHash } from 'node:crypto';
import { TokenSigner } from '@platform/tokens';
import { BENCH_SECRET } from './worker';

export interface BenchForm {
  id: string;
  slug: string;
  topicId: string;
}

/** Requests of distinct people, each from an address of its own in `network`.0.0.0/8, ready before the clock starts. */
export function requestsOf(
  form: BenchForm,
  { label, n, network = 10 }: { label: string; n: number; network?: number },
): string[] {
  const signer = new TokenSigner(BENCH_SECRET);
  return Array.from({ length: n }, (_, index) => {
    const challenge = easyChallenge(signer, form.id, index);
    const body = new URLSearchParams({
      email: `${label}-${index}@r${index % 500}.example.net`,
      first_name: `Person ${index}`,
      plan: 'pro',
      consent: form.topicId,
      utm_source: 'bench',
      challenge,
      solution: solve(challenge),
    }).toString();
    return [
      `POST /f/${form.slug} HTTP/1.1`,
      'Host: mail.bench.example.com',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      'Accept: application/json',
      'Accept-Language: en-GB,en;q=0.8',
      'User-Agent: Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36',
      `X-Forwarded-For: ${network}.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
      `\r\n${body}`,
    ].join('\r\n');
  });
}

/** A visitor's browser opens the form's page: without cookies, never seen before. */
export function pageRequestOf({ slug }: BenchForm): string {
  return [
    `GET /f/${slug}?utm_source=bench HTTP/1.1`,
    'Host: mail.bench.example.com',
    'Accept: text/html,application/xhtml+xml',
    'Accept-Language: en-GB,en;q=0.8',
    'User-Agent: Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36',
    '\r\n',
  ].join('\r\n');
}

/** As `issueChallenge` of the forms makes it: form, time, difficulty, 12 bytes of its own. */
function easyChallenge(signer: TokenSigner, formId: string, index: number): string {
  const rest = Buffer.alloc(8 + 1 + 12);
  rest.writeBigUInt64BE(BigInt(Date.now() - 20_000), 0);
  rest.writeUInt8(1, 8);
  rest.writeUInt32BE(index, 9);
  rest.writeUInt32BE(Math.floor(Math.random() * 2 ** 32), 13);
  return signer.sign('form-challenge', Buffer.concat([Buffer.from(formId.replaceAll('-', ''), 'hex'), rest]));
}

function solve(challenge: string): string {
  for (let number = 0; ; number += 1) {
    const solution = number.toString(36);
    const [first = 0] = createHash('sha256').update(`${challenge}.${solution}`).digest();
    if (first < 128) return solution;
  }
}
