import { InvalidHeaderError } from './plan-headers';
import type { LinkTokens } from './message-plan';

/** Tokens go into addresses and headers as they are. */
const TOKEN = /^[A-Za-z0-9._~-]{1,600}$/;

const MAX_LINE = 998;

export function checkedToken(value: string): string {
  if (!TOKEN.test(value)) {
    throw new InvalidHeaderError('A link token is made of letters, digits, ".", "_", "~", "-", at most 600.');
  }
  return value;
}

/** What `{{links.…}}` stands for; `#` where the caller gave no token. */
export function systemLinks(publicBaseUrl: string, tokens: LinkTokens): Record<string, string> {
  const address = (path: string, value: string | undefined) =>
    value === undefined ? '#' : `${publicBaseUrl}/${path}/${checkedToken(value)}`;
  return {
    unsubscribe:
      tokens.unsubscribe === undefined ? address('p', tokens.preferences) : address('u', tokens.unsubscribe),
    preferences: address('p', tokens.preferences),
    viewInBrowser: address('v', tokens.view),
  };
}

/** The two headers for unsubscribing with one click (RFC 8058), the second way being a mail. */
export function unsubscribeHeaders(
  publicBaseUrl: string,
  mailto: string | undefined,
  tokens: LinkTokens | undefined,
): string[] {
  if (tokens?.unsubscribe === undefined) return [];
  const value = checkedToken(tokens.unsubscribe);
  const mail = mailto === undefined ? '' : ` <${mailto}?subject=${value}>`;
  return [
    // An address cannot be folded: the second way is left out where it would be too long for a line.
    `List-Unsubscribe: <${publicBaseUrl}/u/${value}>${mail === '' || mail.length > MAX_LINE ? '' : `,\r\n${mail}`}\r\n`,
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
  ];
}
