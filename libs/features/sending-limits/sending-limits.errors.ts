import { DomainError, notFound } from '@platform/errors';
import { MAX_OWN_LIMITS } from './providers/provider-limit';

export const sendingHoldNotFound = (id: string): DomainError => notFound('sending-hold', id);

export function mailboxProviderNotFound(key: string): DomainError {
  return new DomainError({
    code: 'mailbox-provider.not-found',
    kind: 'not-found',
    message: `"${key}" is neither the key of a mailbox provider, such as "gmail", nor a domain, such as "acme.com".`,
  });
}

export function noOwnLimits(provider: string): DomainError {
  return new DomainError({
    code: 'provider-limits.not-found',
    kind: 'not-found',
    message: `This workspace has no limits of its own for ${provider}; the default ones apply.`,
  });
}

export function domainHasProvider(domain: string, provider: { key: string; name: string }): DomainError {
  return new DomainError({
    code: 'provider-limits.domain-has-provider',
    kind: 'rule-broken',
    message: `The mailboxes of ${domain} are run by ${provider.name}; set the limits of "${provider.key}", which hold for all its domains together.`,
    details: { provider: provider.key },
  });
}

export function tooManyOwnLimits(): DomainError {
  return new DomainError({
    code: 'provider-limits.too-many',
    kind: 'rule-broken',
    message: `A workspace can set limits for at most ${MAX_OWN_LIMITS} mailbox providers; remove some that are no longer needed.`,
  });
}

export function holdIsShared(label: string): DomainError {
  return new DomainError({
    code: 'sending-hold.shared',
    kind: 'rule-broken',
    message:
      `All workspaces of this installation share the mail server ${label}, so none of them can lift its holds. ` +
      'It is tried again by itself; a mail server of your own is yours to decide about.',
  });
}
