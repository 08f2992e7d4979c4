import { SetMetadata } from '@nestjs/common';

export const ANSWER_ONCE_METADATA = 'tidings:answer-once';

/** The answer holds a secret: it is never kept for replay, and a repeated Idempotency-Key is refused instead. */
export function AnswerOnce(): MethodDecorator {
  return SetMetadata(ANSWER_ONCE_METADATA, true);
}
