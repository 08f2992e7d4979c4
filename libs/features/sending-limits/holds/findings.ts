import type { MailServer } from '@features/smtp-servers';
import { domainTarget, providerTarget, scopes, serverTarget } from '../scopes';
import type { SendingAnswer } from '../sending-request';
import type { HoldTarget, Strike } from './hold';
import { judge } from './judge';
import type { Trouble } from './trouble';

/** What answers say about scopes: who is to wait, and where mail goes through. */
export interface Findings {
  strikes: Map<string, FoundStrike>;
  eased: Set<string>;
}

export type FoundStrike = { target: HoldTarget } & Omit<Strike, 'at' | 'random' | 'kind'>;

/**
 * Sums up what one server answered. Where some messages ran into trouble of a provider or a sending domain and others went
 * through, the trouble counts: that is what "slow down" looks like. For a whole server, `judge` asks for more.
 */
export function findingsOf(server: MailServer, answers: readonly SendingAnswer[]): Findings {
  const strikes = new Map<string, FoundStrike>();
  const wellDone = new Set<string>();
  judge(server, answers).forEach((trouble, index) => {
    const answer = answers[index]!;
    if (trouble) count(strikes, trouble, targetOf(trouble, server, answer));
    for (const scope of provenBy(answer, trouble, server)) wellDone.add(scope);
  });
  return { strikes, eased: new Set([...wellDone].filter((scope) => !strikes.has(scope))) };
}

function targetOf({ scope }: Trouble, server: MailServer, answer: SendingAnswer): HoldTarget {
  switch (scope) {
    case 'server':
      return serverTarget(server);
    case 'provider':
      return providerTarget(server, answer.provider);
    case 'domain':
      return domainTarget(server, answer);
    case 'domain-at-server':
      return domainTarget(server, { ...answer, provider: null });
  }
}

function count(strikes: Map<string, FoundStrike>, { cause, reply }: Trouble, target: HoldTarget): void {
  const known = strikes.get(target.scope);
  if (known) known.witnesses += 1;
  else strikes.set(target.scope, { target, cause, reply, witnesses: 1 });
}

/** Scopes that this answer shows to be well. */
function provenBy(
  { workspaceId, provider, senderDomain, result }: SendingAnswer,
  trouble: Trouble | null,
  server: MailServer,
): string[] {
  if (result.outcome === 'uncertain' || result.outcome === 'not-sent' || trouble?.scope === 'server')
    return [];
  const proven = [scopes.server(server)];
  if (result.outcome === 'deferred') return proven;
  // A refusal for policy says nothing good about us; one of the mailbox is an ordinary answer.
  if (result.outcome === 'refused' && /^5\.7\./.test(result.enhanced ?? '')) return proven;
  proven.push(scopes.provider(server, provider));
  if (result.outcome === 'accepted') {
    proven.push(scopes.domain(workspaceId, senderDomain), scopes.domainAt(workspaceId, senderDomain, server));
  }
  return proven;
}
