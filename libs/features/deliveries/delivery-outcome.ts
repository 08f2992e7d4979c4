import type { SendResult } from '@platform/mail';
import { bounceClass } from './bounce-class';
import type { DeliveryOutcome } from './delivery';
import { nextAttemptAt } from './retry-policy';

/** What the ledger keeps of an answer. `attempts` counts this one. */
export function toOutcome(
  id: string,
  result: SendResult,
  at: { attempts: number; now: Date },
): DeliveryOutcome {
  switch (result.outcome) {
    case 'accepted':
      return { id, status: 'accepted', reply: result.reply, replyCode: 250 };
    case 'refused':
      return {
        id,
        status: 'refused',
        reply: result.reply,
        replyCode: result.code,
        enhancedCode: result.enhanced ?? null,
        bounceClass: bounceClass(result),
      };
    case 'deferred':
      // Trouble of the server is nobody's attempt; trouble of this recipient is.
      return result.scope === 'server'
        ? { id, status: 'pending' }
        : {
            id,
            status: 'deferred',
            reply: result.reply,
            replyCode: result.code,
            enhancedCode: result.enhanced ?? null,
            nextAttemptAt: nextAttemptAt(at.attempts, at.now),
          };
    case 'uncertain':
      return { id, status: 'uncertain', reason: result.reason };
    case 'not-sent':
      return { id, status: 'pending' };
  }
}
