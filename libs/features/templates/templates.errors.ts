import { DomainError, notFound, type FieldError } from '@platform/errors';

export const templateNotFound = (id: string): DomainError => notFound('template', id);

export const templateVersionNotFound = (id: string): DomainError => notFound('template-version', id);

export function galleryTemplateNotFound(key: string, known: string[]): DomainError {
  const message = `There is no gallery template called "${key.slice(0, 60)}". Known: ${known.join(', ')}.`;
  return new DomainError({
    code: 'gallery-template.not-found',
    kind: 'not-found',
    message,
    errors: [{ pointer: '/key', code: 'gallery-template.not-found', message }],
  });
}

/** The source cannot be sent; one entry per problem, with the line in its message. */
export function templateInvalid(errors: FieldError[]): DomainError {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new DomainError({
    code: 'template.invalid',
    kind: 'invalid',
    message: `The template cannot be sent: ${first?.message ?? 'it could not be compiled.'}${more}`,
    errors,
  });
}

/** Blocks that cannot be read; one entry per problem, with a pointer into the document and the block in its message. */
export function documentInvalid(issues: FieldError[]): DomainError {
  return templateInvalid(issues.map((issue) => ({ ...issue, pointer: `/document${issue.pointer}` })));
}

export function bodyMissing(): DomainError {
  const message = 'An email needs a document (blocks) or mjml, and not both.';
  return templateInvalid([{ pointer: '/document', code: 'template.one-body', message }]);
}

export function madeOfBlocks(): DomainError {
  return new DomainError({
    code: 'template.made-of-blocks',
    kind: 'conflict',
    message:
      'This email is made of blocks. Change its document, or send mode "mjml" to go on with its MJML; there is no way back to blocks.',
    errors: [{ pointer: '/mjml', code: 'template.made-of-blocks', message: 'The email is made of blocks.' }],
  });
}

export function writtenAsSource(): DomainError {
  return new DomainError({
    code: 'template.written-as-source',
    kind: 'conflict',
    message: 'This email is written as MJML, which is never turned into blocks. Make a new one of blocks.',
    errors: [
      { pointer: '/document', code: 'template.written-as-source', message: 'The email is written as MJML.' },
    ],
  });
}

export function templateChangedMeanwhile(version: number): DomainError {
  const message = `Somebody changed this email meanwhile: it has version ${version} now. Read it again, then repeat your change.`;
  return new DomainError({
    code: 'template.changed-meanwhile',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/version', code: 'template.changed-meanwhile', message }],
    details: { version },
  });
}

/** `limit` compilations of the workspace run or wait already. */
export function tooManyAtOnce(limit: number): DomainError {
  return new DomainError({
    code: 'template.too-many-at-once',
    kind: 'rate-limited',
    message: `${limit} previews or checks of templates are under way in this workspace. Wait for one to end.`,
    retryAfterSeconds: 5,
  });
}

export function templateInUse(): DomainError {
  return new DomainError({
    code: 'template.in-use',
    kind: 'conflict',
    message: 'A campaign uses this template, so it cannot be deleted; archive it instead.',
  });
}

export function templateInMessages(): DomainError {
  return new DomainError({
    code: 'template.in-use',
    kind: 'conflict',
    message:
      'Messages whose content is still kept were made from this template, so it cannot be deleted; archive it instead.',
  });
}

export function templateInSequences(): DomainError {
  return new DomainError({
    code: 'template.in-use',
    kind: 'conflict',
    message:
      'A published version of a sequence sends this template, so it cannot be deleted; archive it instead.',
  });
}

/** Also what a preview of somebody else and an expired one look like. */
export function previewNotFound(): DomainError {
  return new DomainError({
    code: 'template-preview.not-found',
    kind: 'not-found',
    message: 'This preview has expired or was made by someone else; make a new one.',
  });
}
