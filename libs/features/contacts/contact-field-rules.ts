import { DomainError, type FieldError } from '@platform/errors';
import { choiceKey, tidyText } from './attribute-values';
import { contactFieldTypes, type FieldDeclaration } from './contact-field';

const KEY = /^[a-z][a-zA-Z0-9_]{0,62}$/;
const MAX_LABEL = 100;
const MAX_CHOICES = 500;
const MAX_CHOICE = 200;

/** Names that mean something on every JavaScript object: templates could never show them. */
const RESERVED = new Set([
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'isPrototypeOf',
]);

/** Checks a declaration and returns it tidied; one error lists all problems. Code `contact-field.invalid`. */
export function checkDeclaration(declaration: FieldDeclaration): FieldDeclaration {
  const errors: FieldError[] = [];
  const report = (pointer: string, message: string): void => {
    errors.push({ pointer, code: 'contact-field.invalid', message });
  };
  const label = tidyText(declaration.label);
  const choices = declaration.choices.map(tidyText);
  if (!KEY.test(declaration.key) || RESERVED.has(declaration.key)) {
    report(
      '/key',
      'key must start with a lower-case letter and hold at most 63 letters, digits and underscores.',
    );
  }
  if (label === '' || label.length > MAX_LABEL)
    report('/label', `label must have 1 to ${MAX_LABEL} characters.`);
  if (!contactFieldTypes.includes(declaration.type)) {
    report('/type', `type must be one of: ${contactFieldTypes.join(', ')}.`);
  }
  const choiceProblem = checkChoices(declaration.type, choices);
  if (choiceProblem !== undefined) report('/choices', choiceProblem);
  if (errors.length === 0) return { ...declaration, label, choices };
  throw new DomainError({
    code: 'contact-field.invalid',
    kind: 'invalid',
    message: errors.map((error) => error.message).join(' '),
    errors,
  });
}

/** Turns a column heading into a field key: `Favourite colour` → `favouriteColour`. Falls back to `field`. */
export function keyFromLabel(label: string): string {
  const words = label
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const joined = words
    .map((word, index) =>
      index === 0 ? word.toLowerCase() : (word[0] ?? '').toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
    .replace(/^[0-9]+/, '')
    .slice(0, 50);
  const key = joined === '' ? 'field' : (joined[0] ?? '').toLowerCase() + joined.slice(1);
  return RESERVED.has(key) ? `${key}Field` : key;
}

function checkChoices(type: FieldDeclaration['type'], choices: string[]): string | undefined {
  const isChoice = type === 'choice' || type === 'multi-choice';
  if (!isChoice)
    return choices.length === 0 ? undefined : `choices do not belong to a field of type ${type}.`;
  if (choices.length === 0 || choices.length > MAX_CHOICES)
    return `choices must list 1 to ${MAX_CHOICES} values.`;
  if (choices.some((choice) => choice === '' || choice.length > MAX_CHOICE || choice.includes('\u0000'))) {
    return `each choice must have 1 to ${MAX_CHOICE} characters.`;
  }
  return new Set(choices.map(choiceKey)).size === choices.length
    ? undefined
    : 'choices must differ by more than case and accents.';
}
