import type { MailServer } from '@features/smtp-servers';
import type { SendResult } from '@platform/mail';
import { troubleOf, type Trouble } from './trouble';

/** So many providers that say the same at once are not many providers: the server speaks for itself. */
const PROVIDERS_OF_A_RELAY = 3;

/**
 * What each of the answers from one server says about more than its own message, seen together: what only one message ran
 * into may be that message's fault, and a relay may say for itself what sounds like a mailbox provider. Null: whatever it is
 * concerns this message alone; try a deferred one again by itself.
 */
export function judge(
  server: Pick<MailServer, 'limitsProviders'>,
  answers: readonly { provider: string; result: SendResult }[],
): (Trouble | null)[] {
  const found = answers.map(({ result }) => troubleOf(result));
  const isRelay = !server.limitsProviders || providersWith(answers, found) >= PROVIDERS_OF_A_RELAY;
  const accepted = answers.filter(({ result }) => result.outcome === 'accepted').length;
  const soft = found.filter((trouble) => trouble?.isSoft).length;
  return found.map((trouble, index) => {
    if (trouble?.isSoft) return isBelieved(answers[index]!.result, { soft, accepted }) ? trouble : null;
    return trouble && isRelay && isForItself(trouble) ? { ...trouble, scope: 'server' } : trouble;
  });
}

/** More messages must have run into it than went through; one that a server put off without a reason needs company. */
function isBelieved(result: SendResult, { soft, accepted }: { soft: number; accepted: number }): boolean {
  return soft > accepted && (result.outcome !== 'deferred' || soft > 1);
}

function isForItself(trouble: Trouble): boolean {
  return trouble.scope === 'provider' && !trouble.isSigned;
}

function providersWith(answers: readonly { provider: string }[], found: readonly (Trouble | null)[]): number {
  const providers = answers.filter((_, index) => found[index] && isForItself(found[index]));
  return new Set(providers.map(({ provider }) => provider)).size;
}
