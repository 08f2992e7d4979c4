import type { DomainKey } from './domain-key';
import type { SendingDomain } from './sending-domain';

/** What the status means for mail that is sent now, in a sentence or two. */
export function statusText(
  { domain, status }: Pick<SendingDomain, 'domain' | 'status'>,
  keys: readonly DomainKey[],
): string {
  switch (status) {
    case 'unverified':
      return `Mail from ${domain} goes out unsigned, so much of it lands in spam. Publish the DKIM records below; as soon as that of the RSA key is found, mail is signed.`;
    case 'verified':
      return keys.some((key) => key.status === 'previous')
        ? `Mail from ${domain} is signed with the former keys until the records of the new ones are found.`
        : `Mail from ${domain} is signed.`;
    case 'lost':
      return `Mail from ${domain} goes out unsigned: the DKIM record that was there is not found any more. Publish it again as shown below.`;
    case 'unverifiable':
      return `Mail from ${domain} can never be signed: the domain belongs to a mail service, and only that can publish keys for it. Mailbox providers refuse or hide such mail. Use an address of a domain of your own.`;
  }
}
