import type { BlockDocument } from './blocks/block-document';
import { parseBlockDocument } from './blocks/parse-block-document';
import { toMjml } from './blocks/to-mjml';
import type { Template } from './template.entity';
import { bodyMissing, documentInvalid, madeOfBlocks, writtenAsSource } from './templates.errors';

/** What a message is made of: MJML, and the blocks it came from if it did. */
export interface TemplateBody {
  mjml: string;
  document: BlockDocument | null;
}

/** A body as somebody sends it: one of the two. The document is JSON that nobody has looked at. */
export interface BodyInput {
  mjml?: string;
  document?: unknown;
}

/** @throws DomainError `template.invalid` with a pointer into the document, or when there are two bodies or none */
export function readBody({ mjml, document }: BodyInput): TemplateBody {
  if ((mjml === undefined) === (document === undefined)) throw bodyMissing();
  if (document === undefined) return { mjml: mjml ?? '', document: null };
  const parsed = parseBlockDocument(document);
  if (!parsed.ok) throw documentInvalid(parsed.issues);
  return { mjml: toMjml(parsed.document).mjml, document: parsed.document };
}

/**
 * The body after a change; null when it stays as it is. Blocks become MJML when `mode` says so, with the MJML that comes along or the one they were; MJML never
 * becomes blocks.
 *
 * @throws DomainError `template.made-of-blocks`, `template.written-as-source`, `template.invalid`
 */
export function changeBody(
  before: Pick<Template, 'mjml' | 'document'>,
  { mode, ...input }: BodyInput & { mode?: 'blocks' | 'mjml' },
): TemplateBody | null {
  const isBlocks = before.document !== null;
  if (!isBlocks && (mode === 'blocks' || input.document !== undefined)) throw writtenAsSource();
  if (isBlocks && mode === 'mjml') return readBody({ mjml: before.mjml, ...withoutUndefined(input) });
  if (isBlocks && input.mjml !== undefined) throw madeOfBlocks();
  return input.mjml === undefined && input.document === undefined ? null : readBody(input);
}

function withoutUndefined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
