import {
  readAttribute,
  readAttributeText,
  readProfileValue,
  profileKeys,
  type AttributeValue,
  type ContactProfile,
} from '@features/contacts';
import { parseEmailAddress } from '@platform/mail';
import { textIn, type FormDefinition, type FormField } from '../definition/form-definition';
import { wordsOf, type FormWords } from '../words/form-words';

/** Texts by input name, as a browser posts them. */
export type PostedFields = Readonly<Record<string, readonly string[] | undefined>>;

export interface AnswerError {
  /** Input name. */
  name: string;
  /** In the language of the form. */
  message: string;
}

/** Answers by input name, each in the stored form of its contact field; unanswered questions are not in it. */
export type Answers = Record<string, AttributeValue>;

export interface ReadAnswers {
  email: { address: string; key: string } | null;
  answers: Answers;
  /** Topics that the visitor agreed to, with the exact sentence. */
  consents: AgreedConsent[];
  errors: AnswerError[];
}

export interface AgreedConsent {
  topicId: string;
  kind: 'checkbox' | 'notice';
  text: string;
}

interface Asking {
  definition: FormDefinition;
  language: string;
  /** Input names that this visitor was not asked for. */
  notAsked: ReadonlySet<string>;
  now: Date;
}

type Read = { value: AttributeValue | null } | { error: string };

/** Checks what a visitor filled in. Fields that the form does not have are ignored: pages add their own. */
export function readAnswers(posted: PostedFields, asking: Asking): ReadAnswers {
  const { definition, language } = asking;
  const words = wordsOf(language);
  const result: ReadAnswers = { email: null, answers: {}, consents: [], errors: [] };
  for (const field of definition.fields) {
    if (asking.notAsked.has(field.name)) continue;
    if (field.to === 'email') readEmail(posted, field, { result, words });
    else readOne(posted, field, { result, words, now: asking.now });
  }
  definition.consents.forEach((consent, index) => {
    const isTicked = posted['consent']?.includes(consent.topicId) === true;
    if (consent.kind === 'checkbox' && !isTicked) {
      if (consent.isRequired) result.errors.push({ name: `consent-${index}`, message: words.tickRequired });
      return;
    }
    const text = textIn(consent.text, language, definition.languages);
    result.consents.push({ topicId: consent.topicId, kind: consent.kind, text });
  });
  return result;
}

function readEmail(
  posted: PostedFields,
  field: FormField,
  { result, words }: { result: ReadAnswers; words: FormWords },
): void {
  const text = posted[field.name]?.[0]?.trim() ?? '';
  if (text === '') {
    if (field.isRequired) result.errors.push({ name: field.name, message: words.required });
    return;
  }
  const parsed = parseEmailAddress(text);
  if (parsed.ok) {
    result.email = { address: parsed.address, key: parsed.key };
    result.answers[field.name] = parsed.address;
  } else result.errors.push({ name: field.name, message: words.email });
}

function readOne(
  posted: PostedFields,
  field: FormField,
  { result, words, now }: { result: ReadAnswers; words: FormWords; now: Date },
): void {
  const texts = (posted[field.name] ?? (field.isHidden && field.value !== null ? [field.value] : [])).filter(
    (text) => text.trim() !== '',
  );
  const read = valueOf(field, texts, { words, now });
  // What nobody sees nobody can mend: a hidden value that does not fit is left out.
  if ('error' in read) {
    if (!field.isHidden) result.errors.push({ name: field.name, message: read.error });
    return;
  }
  if (read.value !== null) result.answers[field.name] = read.value;
  else if (field.isRequired) result.errors.push({ name: field.name, message: words.required });
}

function valueOf(
  field: FormField,
  texts: readonly string[],
  { words, now }: { words: FormWords; now: Date },
): Read {
  if (field.type === 'boolean' && texts.length === 0) return { value: field.isRequired ? null : false };
  if (texts.length === 0) return { value: null };
  const text = texts[0] ?? '';
  const result =
    field.type === 'multi-choice'
      ? readAttribute(field, texts)
      : readText(field, withoutZone(field, text), now);
  if (!result.ok) return { error: wrongOf(field, words) };
  // A required box must be ticked.
  if (field.type === 'boolean' && field.isRequired && result.value !== true) return { value: null };
  const problem = result.value === null ? null : boundProblem(field, result.value, words);
  return problem === null ? { value: result.value } : { error: problem };
}

function readText(field: FormField, text: string, now: Date) {
  const key = profileKeys.find((one: keyof ContactProfile) => one === field.to);
  return key === undefined ? readAttributeText(field, text) : readProfileValue(key, text, now);
}

/** Browsers give a date and time of day without a zone: taken as UTC. */
function withoutZone({ type }: FormField, text: string): string {
  return type === 'date-time' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text.trim())
    ? `${text.trim()}Z`
    : text;
}

function wrongOf({ type, to }: FormField, words: FormWords): string {
  if (to === 'country') return words.country;
  switch (type) {
    case 'number':
      return words.number;
    case 'date':
    case 'date-time':
      return words.date;
    case 'choice':
    case 'multi-choice':
      return words.choice;
    case 'text':
    case 'boolean':
      return words.text;
  }
}

function boundProblem({ type, min, max }: FormField, value: AttributeValue, words: FormWords): string | null {
  const size = sizeOf(value, type);
  if (size === null) return null;
  const unit = type === 'text' ? 'characters' : type === 'multi-choice' ? 'choices' : 'value';
  if (min !== null && size < min) return words.atLeast[unit].replace('{n}', String(min));
  if (max !== null && size > max) return words.atMost[unit].replace('{n}', String(max));
  return null;
}

function sizeOf(value: AttributeValue, type: FormField['type']): number | string | null {
  if (type === 'date' || type === 'date-time') return String(value).slice(0, 10);
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && type === 'text' ? [...value].length : null;
}
