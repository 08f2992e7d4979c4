import { DomainError } from '@platform/errors';

/** The whole file is refused; nothing of it was written. */
export function unreadableFile(code: string, message: string): DomainError {
  return new DomainError({
    code: `contact-import.${code}`,
    kind: 'invalid',
    message,
    errors: [{ pointer: '/file', code: `contact-import.${code}`, message }],
  });
}

export function noAddressColumn(fileName: string, header: string[]): DomainError {
  const found = header.slice(0, 12).join(', ');
  return unreadableFile(
    'no-address-column',
    `${fileName} has no address column. Name one "Email Address" or map a column to email. Found: ${found}.`,
  );
}

export function invalidOption(pointer: string, message: string): DomainError {
  return new DomainError({
    code: 'contact-import.invalid-option',
    kind: 'invalid',
    message,
    errors: [{ pointer, code: 'contact-import.invalid-option', message }],
  });
}

export function notCancellable(status: string): DomainError {
  return new DomainError({
    code: 'contact-import.already-finished',
    kind: 'conflict',
    message: `This import is ${status}; only one that is pending or running can be cancelled.`,
  });
}

export function notRunnable(reason: string): DomainError {
  return new DomainError({
    code: 'contact-import.not-runnable',
    kind: 'conflict',
    message: reason,
  });
}

/** Another run took this import over, or it was cancelled: stop quietly. */
export class ImportInterrupted extends Error {}

export function consentScopeMissing(): DomainError {
  return new DomainError({
    code: 'access.scope-missing',
    kind: 'forbidden',
    message:
      'An import that subscribes people or records their consent needs the scope consent:write, which your role or API key does not have.',
    details: { scope: 'consent:write' },
  });
}
