import {
  contactFieldTypes,
  isCalendarDate,
  type CatalogueField,
  type ContactFieldType,
} from '@features/contacts';
import type { FormField } from './form-definition';
import { nameOf, type Shape, type ShapeReader } from './shape-reader';

/** Built-in fields that visitors may fill in; custom ones all may. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  'email',
  'firstName',
  'lastName',
  'phone',
  'locale',
  'timeZone',
  'country',
  'region',
  'city',
  'postalCode',
  'birthDate',
]);

export const MAX_FORM_FIELDS = 40;
const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const PARAMETER = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

/** Names that mean something else in a post. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'consent',
  'challenge',
  'solution',
  'language',
  'homepage',
  'page',
  'identity',
  'keep',
  // Every object has one already.
  'constructor',
]);

const KEYS = [
  ...[
    'name',
    'to',
    'type',
    'isLong',
    'choices',
    'isRequired',
    'min',
    'max',
    'isHidden',
    'prefill',
    'value',
    'ask',
  ],
  ...['label', 'help', 'choiceLabels'],
];

interface FieldScope {
  languages: readonly string[];
  catalogue: readonly CatalogueField[];
}

export function readFields(reader: ShapeReader, value: unknown, scope: FieldScope): FormField[] {
  const fields = reader
    .list(value, '/fields', MAX_FORM_FIELDS)
    .map((one, index) => readField(reader, one, { ...scope, pointer: `/fields/${index}` }));
  repeated(fields.map(({ name }) => name)).forEach((index) =>
    reader.fail(`/fields/${index}/name`, `fields.${index}.name is there twice.`),
  );
  const targets = fields.map(({ to }, index) => to ?? `\u0000${index}`);
  repeated(targets).forEach((index) =>
    reader.fail(`/fields/${index}/to`, `fields.${index}.to: another field already fills ${targets[index]}.`),
  );
  return fields;
}

function readField(reader: ShapeReader, value: unknown, scope: FieldScope & { pointer: string }): FormField {
  const { pointer, languages } = scope;
  const shape = reader.object(value, pointer, KEYS);
  const name = nameIn(reader, shape, pointer);
  const target = targetOf(reader, shape, scope);
  const type =
    target?.type ??
    reader.choice<ContactFieldType>(shape['type'], `${pointer}/type`, {
      of: contactFieldTypes,
      fallback: 'text',
    });
  if (target !== null && shape['type'] !== undefined && shape['type'] !== type)
    reader.fail(
      `${pointer}/type`,
      `${nameOf(pointer)}.type must be ${type}, as the contact field has it; leave it out.`,
    );
  const isHidden = reader.flag(shape['isHidden'], `${pointer}/isHidden`, false);
  const field: FormField = {
    name,
    to: target?.path ?? null,
    type,
    isLong: reader.flag(shape['isLong'], `${pointer}/isLong`, false),
    choices: choicesOf(reader, shape, { pointer, type, allowed: target?.choices ?? null }),
    isRequired: reader.flag(shape['isRequired'], `${pointer}/isRequired`, target?.path === 'email'),
    min: boundOf(reader, shape['min'], { pointer: `${pointer}/min`, type }),
    max: boundOf(reader, shape['max'], { pointer: `${pointer}/max`, type }),
    isHidden,
    prefill: parameterOf(reader, shape['prefill'], `${pointer}/prefill`),
    value:
      shape['value'] == null
        ? null
        : reader.text(shape['value'], `${pointer}/value`, { max: 500, fallback: '' }),
    ask: reader.choice(shape['ask'], `${pointer}/ask`, {
      of: ['always', 'if-unknown'] as const,
      fallback: 'always',
    }),
    label: reader.local(shape['label'], `${pointer}/label`, { languages, max: 200 }),
    help: reader.local(shape['help'], `${pointer}/help`, { languages, max: 500 }),
    choiceLabels: {},
  };
  field.choiceLabels = choiceLabelsOf(reader, shape['choiceLabels'], {
    pointer,
    languages,
    count: field.choices.length,
  });
  checkField(reader, field, pointer, languages);
  return field;
}

function nameIn(reader: ShapeReader, shape: Shape, pointer: string): string {
  const name = reader.text(shape['name'], `${pointer}/name`, { max: 40, fallback: '' });
  if (!NAME.test(name) || RESERVED_NAMES.has(name))
    reader.fail(
      `${pointer}/name`,
      `${nameOf(pointer)}.name must be 1–40 lower-case letters, digits and _, starting with a letter, and none of: ${[...RESERVED_NAMES].join(', ')}.`,
    );
  return name;
}

function targetOf(
  reader: ShapeReader,
  shape: Shape,
  { catalogue, pointer }: FieldScope & { pointer: string },
) {
  const to = shape['to'];
  if (to === undefined || to === null) return null;
  if (to === 'company') return { path: 'company', type: 'text' as const, choices: [] };
  const found = catalogue.find(({ path, isCustom }) => path === to && (isCustom || OPEN_FIELDS.has(path)));
  if (found) return found;
  const known = [
    ...OPEN_FIELDS,
    'company',
    ...catalogue.filter((one) => one.isCustom).map(({ path }) => path),
  ];
  reader.fail(`${pointer}/to`, `${nameOf(pointer)}.to must be one of: ${known.join(', ')}.`);
  return null;
}

function choicesOf(
  reader: ShapeReader,
  shape: Shape,
  { pointer, type, allowed }: { pointer: string; type: ContactFieldType; allowed: string[] | null },
): string[] {
  if (type !== 'choice' && type !== 'multi-choice') return [];
  const listed = reader
    .list(shape['choices'], `${pointer}/choices`, 100)
    .map((one, index) => reader.text(one, `${pointer}/choices/${index}`, { max: 200, fallback: '' }));
  if (allowed !== null && allowed.length > 0) {
    listed.forEach((choice, index) => {
      if (!allowed.includes(choice))
        reader.fail(
          `${pointer}/choices/${index}`,
          `${nameOf(pointer)}.choices: "${choice}" is no choice of the contact field (${allowed.join(', ')}).`,
        );
    });
    return listed.length > 0 ? listed : [...allowed];
  }
  if (listed.length === 0)
    reader.fail(`${pointer}/choices`, `${nameOf(pointer)}.choices must list what may be chosen.`);
  return listed;
}

function choiceLabelsOf(
  reader: ShapeReader,
  value: unknown,
  { pointer, languages, count }: { pointer: string; languages: readonly string[]; count: number },
): Record<string, string[]> {
  const shape = reader.object(value, `${pointer}/choiceLabels`, languages);
  const labels = Object.entries(shape).map(([language, list]): [string, string[]] => {
    const at = `${pointer}/choiceLabels/${language}`;
    const texts = reader
      .list(list, at, 100)
      .map((one, index) => reader.text(one, `${at}/${index}`, { max: 200, fallback: '' }));
    if (texts.length !== count)
      reader.fail(at, `${nameOf(at)} must have a text for each of the ${count} choices.`);
    return [language, texts];
  });
  return Object.fromEntries(labels);
}

function boundOf(
  reader: ShapeReader,
  value: unknown,
  { pointer, type }: { pointer: string; type: ContactFieldType },
): number | string | null {
  if (value === undefined || value === null) return null;
  if (type === 'date' || type === 'date-time') {
    if (typeof value === 'string' && isCalendarDate(value)) return value;
    reader.fail(pointer, `${nameOf(pointer)} must be a day written YYYY-MM-DD.`);
    return null;
  }
  if (type !== 'boolean' && type !== 'choice' && typeof value === 'number' && Number.isFinite(value))
    return value;
  reader.fail(
    pointer,
    `${nameOf(pointer)} must be a number, and only stands at texts, numbers and multiple choices.`,
  );
  return null;
}

function parameterOf(reader: ShapeReader, value: unknown, pointer: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && PARAMETER.test(value)) return value;
  reader.fail(pointer, `${nameOf(pointer)} must be the name of a query parameter: letters, digits, - and _.`);
  return null;
}

function checkField(
  reader: ShapeReader,
  field: FormField,
  pointer: string,
  languages: readonly string[],
): void {
  const { isHidden, label, min, max, isRequired, value, prefill } = field;
  if (!isHidden && label[languages[0] ?? ''] === undefined)
    reader.fail(
      `${pointer}/label`,
      `${nameOf(pointer)}.label is required, in ${languages[0]}: a placeholder is no label.`,
    );
  if (isHidden && value === null && prefill === null)
    reader.fail(`${pointer}/value`, `${nameOf(pointer)} is hidden, so it needs value or prefill.`);
  if (isHidden && isRequired)
    reader.fail(
      `${pointer}/isRequired`,
      `${nameOf(pointer)} is hidden, so nobody can fill it in: it cannot be required.`,
    );
  if (!isHidden && value !== null)
    reader.fail(`${pointer}/value`, `${nameOf(pointer)}.value only stands at hidden fields.`);
  if (min !== null && max !== null && min > max)
    reader.fail(`${pointer}/max`, `${nameOf(pointer)}.max must not be less than min.`);
}

function repeated(values: readonly string[]): number[] {
  return values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [index]));
}
