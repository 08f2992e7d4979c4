import { parseEmailAddress } from '@platform/mail';
import type { FieldError } from '@platform/errors';
import { readAttribute, tidyText } from './attribute-values';
import type { AttributeValue, ContactInput } from './contact';
import type { ContactWrite } from './contact-changes';
import type { FieldDeclaration } from './contact-field';
import { readProfile } from './contact-profile';
import { invalidContact } from './contacts.errors';

const MAX_TAGS = 100;
const MAX_TAG_LENGTH = 100;
const MAX_COMPANY_LENGTH = 200;

/** A checked input: the write without its company (which needs the database), and the names to resolve. */
export interface CheckedContact {
  write: ContactWrite;
  company: string | null | undefined;
  tags: string[];
}

/** Checks a whole input against the workspace's fields; throws one `contact.invalid` that lists every problem. */
export function checkContactInput(
  input: ContactInput,
  fields: readonly FieldDeclaration[],
  now: Date,
): CheckedContact {
  const { profile, errors } = readProfile(input, now);
  const attributes = readAttributes(input.attributes ?? {}, fields, errors);
  const write: ContactWrite = { profile, attributes };
  if (input.email !== undefined) {
    const parsed = parseEmailAddress(input.email);
    if (parsed.ok) write.email = { address: parsed.address, key: parsed.key };
    else errors.push(problem('/email', `This address is not usable: it ${parsed.reason}.`));
  }
  const tags = readTags(input.tags ?? [], errors);
  const company = readCompany(input.company, errors);
  if (errors.length > 0) throw invalidContact(errors);
  return { write, company, tags };
}

/** Checks tag names; throws `contact.invalid` with a pointer per bad name. */
export function checkTags(names: string[]): string[] {
  const errors: FieldError[] = [];
  const tags = readTags(names, errors);
  if (errors.length > 0) throw invalidContact(errors);
  return tags;
}

function readAttributes(
  values: Record<string, unknown>,
  fields: readonly FieldDeclaration[],
  errors: FieldError[],
): Record<string, AttributeValue | null> {
  const checked: Record<string, AttributeValue | null> = {};
  for (const [key, value] of Object.entries(values)) {
    const pointer = `/attributes/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const field = fields.find((candidate) => candidate.key === key);
    if (!field) {
      const known = fields.map((candidate) => candidate.key).join(', ') || 'none yet';
      const message = `There is no custom field "${key.slice(0, 63)}". Create it first; the fields are: ${known}.`;
      errors.push({ pointer, code: 'contact.unknown-field', message });
      continue;
    }
    const result = readAttribute(field, value);
    if (result.ok) checked[key] = result.value;
    else errors.push(problem(pointer, `attributes.${key} must be ${result.reason}.`));
  }
  return checked;
}

function readTags(names: string[], errors: FieldError[]): string[] {
  if (names.length > MAX_TAGS)
    errors.push(problem('/tags', `tags may list at most ${MAX_TAGS} names at once.`));
  return names.map((name, index) => {
    const tidy = tidyText(name);
    if (tidy === '' || tidy.length > MAX_TAG_LENGTH || tidy.includes('\u0000')) {
      errors.push(problem(`/tags/${index}`, `a tag must have 1 to ${MAX_TAG_LENGTH} characters.`));
    }
    return tidy;
  });
}

function readCompany(company: string | null | undefined, errors: FieldError[]): string | null | undefined {
  if (company === undefined || company === null) return company;
  const name = tidyText(company);
  if (name.length > MAX_COMPANY_LENGTH || name.includes('\u0000')) {
    errors.push(problem('/company', `company must be a text of at most ${MAX_COMPANY_LENGTH} characters.`));
  }
  return name === '' ? null : name;
}

function problem(pointer: string, message: string): FieldError {
  return { pointer, code: 'contact.invalid-field', message };
}
