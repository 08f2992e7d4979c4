import { DomainError } from '@platform/errors';

export function senderInUse(): DomainError {
  return new DomainError({
    code: 'sender.in-use',
    kind: 'conflict',
    message: 'A campaign uses this sender; choose another sender there, or delete that campaign, first.',
  });
}

export function tooManySendingDomains(limit: number): DomainError {
  return new DomainError({
    code: 'sending-domain.too-many',
    kind: 'rule-broken',
    message: `The workspace has ${limit} sending domains already, which is the most it may have. Delete one that no sender uses first.`,
    details: { limit },
  });
}

export function sendingDomainInUse(senders: readonly string[]): DomainError {
  return new DomainError({
    code: 'sending-domain.in-use',
    kind: 'conflict',
    message: `Senders use this domain: ${senders.slice(0, 5).join(', ')}${senders.length > 5 ? ', …' : ''}. Delete them, or give them another address, first.`,
  });
}

/** A domain whose records only its mail service can publish. */
export function freeMailDomain(domain: string): DomainError {
  return new DomainError({
    code: 'sending-domain.unverifiable',
    kind: 'rule-broken',
    message: `${domain} belongs to a mail service, and only that can publish keys for it. Use an address of a domain of your own.`,
  });
}

export function keyInUse(selector: string): DomainError {
  return new DomainError({
    code: 'sending-domain.key-in-use',
    kind: 'conflict',
    message: `The key ${selector} still signs mail, or is meant to. Make new keys first; it can be taken off the list once they are found in DNS.`,
  });
}

export function tooManyFormerKeys(limit: number): DomainError {
  return new DomainError({
    code: 'sending-domain.too-many-former-keys',
    kind: 'rule-broken',
    message: `${limit} former keys of this domain are still listed. Remove their records from your DNS and take them off the list before making new keys.`,
    details: { limit },
  });
}

export function checkedTooOften(retryAfterSeconds: number): DomainError {
  return new DomainError({
    code: 'sending-domain.checked-too-often',
    kind: 'rate-limited',
    message: `DNS was asked often for this workspace in the last minutes. Changes take a while to be seen anyway: look again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`,
    retryAfterSeconds,
  });
}
