import { DomainError, invalidField } from '@platform/errors';
import { MAX_SAVED_BLOCKS, MAX_SAVED_NAME } from './saved-block';

export function savedNameInvalid(): DomainError {
  return invalidField(
    '/name',
    'saved-block.name-invalid',
    `name must have 1 to ${MAX_SAVED_NAME} characters.`,
  );
}

export function savedNameTaken(name: string): DomainError {
  return new DomainError({
    code: 'saved-block.name-taken',
    kind: 'conflict',
    message: `Other saved blocks are called "${name}". Choose another name, or replace those.`,
    errors: [{ pointer: '/name', code: 'saved-block.name-taken', message: 'The name is taken.' }],
  });
}

/** Header and footer frame the card, so they cannot stand among other blocks. */
export function savedPlacesMixed(): DomainError {
  const message = 'A header or a footer is saved by itself; take the other blocks out.';
  return invalidField('/blocks', 'saved-block.mixed', message);
}

export function tooManySavedBlocks(): DomainError {
  return new DomainError({
    code: 'saved-block.too-many',
    kind: 'rule-broken',
    message: `The workspace has ${MAX_SAVED_BLOCKS} saved blocks already, which is the most it may have. Delete some first.`,
    details: { limit: MAX_SAVED_BLOCKS },
  });
}

/** `what` is what cannot be done, such as "deleted". */
export function savedBlocksInUse(what: string, names: readonly string[]): DomainError {
  const shown = names
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join(', ');
  return new DomainError({
    code: 'saved-block.in-use',
    kind: 'conflict',
    message: `${names.length === 1 ? 'An email shows' : `${names.length} emails show`} these blocks (${shown}), so they cannot be ${what}. Put copies into the emails first.`,
  });
}
