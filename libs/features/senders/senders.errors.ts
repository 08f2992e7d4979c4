import { DomainError } from '@platform/errors';

export function senderInUse(): DomainError {
  return new DomainError({
    code: 'sender.in-use',
    kind: 'conflict',
    message: 'A campaign uses this sender; choose another sender there, or delete that campaign, first.',
  });
}
