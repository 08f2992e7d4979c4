import type { MailServer } from '@features/smtp-servers';
import type { SendResult } from '@platform/mail';
import { findProvider } from '../providers/mail-provider';
import { troubleOf, type Trouble } from './trouble';

/** So many providers that say the same at once are not many providers: the server speaks for itself. */
const PROVIDERS_OF_A_RELAY = 3;

type Judged = Pick<MailServer, 'limitsProviders' | 'workspaceId'>;

interface Told {
  provider: string;
  /** That of the From address, where it is known: its name is nobody's words. */
  senderDomain?: string;
  result: SendResult;
}

/**
 * What each of the answers from one server says about more than its own message, seen together: what few messages ran into
 * while others went through may be their own fault, and a relay may say for itself what sounds like a mailbox provider. Null:
 * whatever it is concerns this message alone; try a deferred one again by itself.
 */
export function judge(server: Judged, answers: readonly Told[]): (Trouble | null)[] {
  const told = answers.map(({ provider, senderDomain = '', result }) =>
    troubleOf(result, [provider, senderDomain]),
  );
  const isRelay =
    !server.limitsProviders || providersWith(server, answers, told).size >= PROVIDERS_OF_A_RELAY;
  const found = told.map((trouble) =>
    trouble && isRelay && isForItself(trouble) ? { ...trouble, scope: 'server' as const } : trouble,
  );
  const counts = {
    accepted: answers.filter(({ result }) => result.outcome === 'accepted').length,
    ofServer: found.filter((trouble) => trouble?.scope === 'server').length,
  };
  return found.map((trouble, index) =>
    trouble?.scope !== 'server' || isBelieved(trouble, answers[index]!.result, counts) ? trouble : null,
  );
}

/** More messages must have run into it than went through; one that a server put off without a reason needs company. */
function isBelieved(
  { isSoft }: Trouble,
  { outcome }: SendResult,
  { accepted, ofServer }: { accepted: number; ofServer: number },
): boolean {
  return ofServer > accepted && (!isSoft || outcome !== 'deferred' || ofServer > 1);
}

function isForItself(trouble: Trouble): boolean {
  return trouble.scope === 'provider' && !trouble.isSigned;
}

/**
 * Who complains in this group. At the server that all workspaces share, mere domains do not count: anybody can have three of
 * them, and let them say what they like.
 */
function providersWith(
  { workspaceId }: Judged,
  answers: readonly Told[],
  told: readonly (Trouble | null)[],
): Set<string> {
  const complaining = answers
    .filter((_, index) => told[index] && isForItself(told[index]))
    .map(({ provider }) => provider);
  return new Set(complaining.filter((provider) => workspaceId !== null || findProvider(provider)));
}
