import { DomainError, type FieldError } from '@platform/errors';

export function emailTaken(): DomainError {
  const message =
    'Another contact of this workspace has this email address. Update that contact, or use PUT /contacts/by-email.';
  return new DomainError({
    code: 'contact.email-taken',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/email', code: 'contact.email-taken', message }],
  });
}

/** All problems of one input in one error, so that a form can mark every field. */
export function invalidContact(errors: FieldError[]): DomainError {
  return new DomainError({
    code: 'contact.invalid',
    kind: 'invalid',
    message: errors.map((error) => error.message).join(' '),
    errors,
  });
}

export function fieldKeyTaken(key: string): DomainError {
  const message = `This workspace already has a custom field with the key "${key}". Choose another key, or edit that field.`;
  return new DomainError({
    code: 'contact-field.key-taken',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/key', code: 'contact-field.key-taken', message }],
  });
}

export function choiceInUse(choice: string, contacts: number): DomainError {
  const message = `The choice "${choice}" cannot be removed: ${contacts} contact(s) have it. Change those contacts first.`;
  return new DomainError({
    code: 'contact-field.choice-in-use',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/choices', code: 'contact-field.choice-in-use', message }],
  });
}

/** `users` are segments and campaigns whose rules ask for the field. */
export function fieldInUse(users: readonly { kind: string; id: string; name: string }[]): DomainError {
  const most = 10;
  const names = users.slice(0, most).map((user) => `${user.kind} "${user.name}"`);
  if (users.length > most) names.push(`${users.length - most} more`);
  return new DomainError({
    code: 'contact-field.in-use',
    kind: 'conflict',
    message: `Rules of ${names.join(', ')} ask for this field; without it they are broken and nothing can be sent to them. Change these rules first, or repeat with force=true.`,
    errors: users.map(({ kind, id, name }) => ({
      pointer: '',
      code: 'contact-field.in-use',
      message: `The ${kind} "${name}" (${id}) asks for this field.`,
    })),
    details: { users },
  });
}

export function tooManyFields(limit: number): DomainError {
  return new DomainError({
    code: 'contact-field.too-many',
    kind: 'rule-broken',
    message: `A workspace may have ${limit} custom fields. Delete one that is no longer needed.`,
  });
}

export function emailMissing(): DomainError {
  const message = 'email is missing: a contact is a person with an email address.';
  return invalidContact([{ pointer: '/email', code: 'contact.invalid-field', message }]);
}
