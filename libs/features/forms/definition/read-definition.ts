import type { CatalogueField } from '@features/contacts';
import { DomainError } from '@platform/errors';
import { parseEmailAddress } from '@platform/mail';
import type { FormConsent, FormDefinition, FormTexts } from './form-definition';
import { readAfter, readLayout, readStyle } from './read-design';
import { readFields } from './read-fields';
import { ShapeReader } from './shape-reader';

/** What a definition may name. */
export interface DefinitionScope {
  catalogue: readonly CatalogueField[];
  /** Ids of topics that take new subscriptions. */
  topicIds: ReadonlySet<string>;
}

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/;
const TEXT_KEYS = [
  ...(['title', 'intro', 'submit', 'thanks', 'checkInbox'] as const),
  ...(['mailSubject', 'mailHeading', 'mailIntro', 'mailButton'] as const),
];
const KEYS = [
  ...['v', 'kind', 'languages', 'texts', 'fields', 'consents', 'doubleOptIn', 'assetId', 'after'],
  ...[
    'captureUtm',
    'captureReferrer',
    'layout',
    'style',
    'progressiveMax',
    'tags',
    'notify',
    'webhookUrl',
    'mayBeFramed',
  ],
];

/**
 * The definition in its stored form, with defaults: what is left out of it is chosen for the marketer (double opt-in is on).
 *
 * @throws DomainError `form.invalid` with a pointer per problem
 */
export function readDefinition(value: unknown, scope: DefinitionScope): FormDefinition {
  const reader = new ShapeReader();
  const shape = reader.object(value ?? {}, '', KEYS);
  const languages = readLanguages(reader, shape['languages']);
  const kind = reader.choice(shape['kind'], '/kind', { of: ['lead', 'survey'] as const, fallback: 'lead' });
  const assetId = reader.uuid(shape['assetId'], '/assetId');
  const definition: FormDefinition = {
    v: 1,
    kind,
    languages,
    texts: readTexts(reader, shape['texts'], languages),
    fields: readFields(reader, shape['fields'], { languages, catalogue: scope.catalogue }),
    consents: readConsents(reader, shape['consents'], { languages, topicIds: scope.topicIds }),
    doubleOptIn: reader.flag(shape['doubleOptIn'], '/doubleOptIn', kind === 'lead'),
    assetId,
    after: readAfter(reader, shape['after'], assetId),
    captureUtm: reader.flag(shape['captureUtm'], '/captureUtm', true),
    captureReferrer: reader.flag(shape['captureReferrer'], '/captureReferrer', true),
    layout: readLayout(reader, shape['layout']),
    style: readStyle(reader, shape['style']),
    progressiveMax: reader.whole(shape['progressiveMax'], '/progressiveMax', { min: 1, max: 10 }),
    tags: readList(reader, shape['tags'], { pointer: '/tags', max: 20, length: 100 }),
    notify: readNotify(reader, shape['notify']),
    webhookUrl: reader.url(shape['webhookUrl'], '/webhookUrl'),
    mayBeFramed: reader.flag(shape['mayBeFramed'], '/mayBeFramed', false),
  };
  checkWhole(reader, definition);
  if (reader.errors.length > 0) throw invalidForm(reader);
  return definition;
}

/** Fields that a visitor sees beyond which people begin to leave. */
const SENSIBLE_FIELDS = 5;

/** What is allowed and seldom wise, in words. */
export function warningsOf({ fields, consents, doubleOptIn }: FormDefinition): string[] {
  const shown = fields.filter(({ isHidden, ask }) => !isHidden && ask === 'always');
  return [
    ...(shown.length > SENSIBLE_FIELDS
      ? [
          `The form asks for ${shown.length} things at once; above ${SENSIBLE_FIELDS} many people leave. Ask the rest later (ask: "if-unknown").`,
        ]
      : []),
    ...(!doubleOptIn && consents.length > 0
      ? [
          'Double opt-in is off: anybody can subscribe the address of somebody else, and consent is hard to prove.',
        ]
      : []),
  ];
}

function checkWhole(reader: ShapeReader, { kind, fields, consents }: FormDefinition): void {
  const email = fields.find(({ to }) => to === 'email');
  if (email === undefined && kind === 'lead')
    reader.fail('/fields', 'fields: one field must go to "email", or nobody knows who sent the form.');
  if (
    email !== undefined &&
    (email.isHidden || !email.isRequired || email.ask !== 'always') &&
    kind === 'lead'
  )
    reader.fail(
      `/fields/${fields.indexOf(email)}`,
      'The field that goes to "email" must be shown, required and always asked.',
    );
  if (kind === 'survey' && email === undefined && consents.length > 0)
    reader.fail('/consents', 'consents: a survey without a field for the address cannot ask for consent.');
}

function readLanguages(reader: ShapeReader, value: unknown): string[] {
  const languages = reader.list(value, '/languages', 20).filter((tag, index): tag is string => {
    const isTag = typeof tag === 'string' && LANGUAGE.test(tag);
    if (!isTag)
      reader.fail(`/languages/${index}`, `languages.${index} must be a language tag such as en or pt-BR.`);
    return isTag;
  });
  return languages.length === 0 ? ['en'] : [...new Set(languages)];
}

function readTexts(reader: ShapeReader, value: unknown, languages: readonly string[]): FormTexts {
  const shape = reader.object(value, '/texts', TEXT_KEYS);
  const entries = TEXT_KEYS.map((key) => [
    key,
    reader.local(shape[key], `/texts/${key}`, { languages, max: 2000 }),
  ]);
  return Object.fromEntries(entries) as FormTexts;
}

function readConsents(
  reader: ShapeReader,
  value: unknown,
  { languages, topicIds }: { languages: readonly string[]; topicIds: ReadonlySet<string> },
): FormConsent[] {
  const consents = reader.list(value, '/consents', 10).map((one, index): FormConsent => {
    const at = `/consents/${index}`;
    const shape = reader.object(one, at, ['topicId', 'kind', 'isRequired', 'text']);
    const topicId = reader.uuid(shape['topicId'], `${at}/topicId`) ?? '';
    if (!topicIds.has(topicId))
      reader.fail(
        `${at}/topicId`,
        `consents.${index}.topicId must be a topic of the workspace that is not archived.`,
      );
    const text = reader.local(shape['text'], `${at}/text`, { languages, max: 2000 });
    const missing = languages.filter((language) => (text[language] ?? '') === '');
    if (missing.length > 0)
      reader.fail(
        `${at}/text`,
        `consents.${index}.text is required in every language of the form (missing: ${missing.join(', ')}): people agree to what they can read.`,
      );
    return {
      topicId,
      kind: reader.choice(shape['kind'], `${at}/kind`, {
        of: ['checkbox', 'notice'] as const,
        fallback: 'checkbox',
      }),
      isRequired: reader.flag(shape['isRequired'], `${at}/isRequired`, false),
      text,
    };
  });
  const ids = consents.map(({ topicId }) => topicId);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index)
      reader.fail(`/consents/${index}/topicId`, `consents.${index}: this topic is there twice.`);
  });
  return consents;
}

function readList(
  reader: ShapeReader,
  value: unknown,
  rule: { pointer: string; max: number; length: number },
): string[] {
  return reader.list(value, rule.pointer, rule.max).flatMap((one, index) => {
    const text = reader.text(one, `${rule.pointer}/${index}`, { max: rule.length, fallback: '' });
    if (text === '') reader.fail(`${rule.pointer}/${index}`, `${rule.pointer.slice(1)}.${index} is empty.`);
    return text === '' ? [] : [text];
  });
}

function readNotify(reader: ShapeReader, value: unknown): string[] {
  return readList(reader, value, { pointer: '/notify', max: 10, length: 320 }).map((text, index) => {
    const parsed = parseEmailAddress(text);
    if (parsed.ok) return parsed.address;
    reader.fail(`/notify/${index}`, `notify.${index} is not usable: it ${parsed.reason}.`);
    return text;
  });
}

/** Pointers lead into the request, where the definition has a place of its own. */
function invalidForm(reader: ShapeReader): DomainError {
  const errors = reader.errors.map((one) => ({ ...one, pointer: `/definition${one.pointer}` }));
  return new DomainError({
    code: 'form.invalid',
    kind: 'invalid',
    message: errors.map(({ message }) => message).join(' '),
    errors,
  });
}
