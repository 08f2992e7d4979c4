import type { TFunction } from 'i18next';
import type { SendingHold } from './limit-queries';

/** Who is in trouble with our mail, in one sentence. */
export function sayHold(hold: SendingHold, t: TFunction<'limits'>): string {
  const { kind, cause, server, domain, providerName } = hold;
  if (kind === 'domain') {
    return t(`trouble.domain.${cause}`, { server, domain, who: providerName ?? server });
  }
  if (kind === 'server') return t(`trouble.server.${cause}`, { server });
  return t(`trouble.provider.${cause}`, { provider: providerName ?? t('trouble.someDomain') });
}
