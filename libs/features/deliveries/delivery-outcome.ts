import type { SendResult } from '@platform/mail';
import { bounceClass } from './bounce-class';
import type { DeliveryOutcome } from './delivery';
import { nextAttemptAt } from './retry-policy';

/** What surrounds an answer. */
export interface AnswerContext {
  /** This one included. */
  attempts: number;
  now: Date;
  /** It speaks of the server, the provider or the sender, not of this message: nobody's attempt. */
  isTrouble: boolean;
}

/** What the ledger keeps of an answer. */
export function toOutcome(id: string, result: SendResult, context: AnswerContext): DeliveryOutcome {
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
      return context.isTrouble
        ? { id, status: 'pending' }
        : {
            id,
            status: 'deferred',
            reply: result.reply,
            replyCode: result.code,
            enhancedCode: result.enhanced ?? null,
            nextAttemptAt: nextAttemptAt(context.attempts, context.now),
          };
    case 'uncertain':
      return { id, status: 'uncertain', reason: result.reason };
    case 'not-sent':
      return { id, status: 'pending' };
  }
}
