import { isCalendarDate, splitChoices, type FieldDeclaration } from '@features/contacts';

const MAX_INFERRED_CHOICES = 60;

/** The type that a sample of a column's cells suggests; text unless all of them say something more precise. */
export function inferField(cells: readonly string[]): Pick<FieldDeclaration, 'type' | 'choices'> {
  const values = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (values.length === 0) return { type: 'text', choices: [] };
  if (values.every(isNumber)) return { type: 'number', choices: [] };
  if (values.every(isCalendarDate)) return { type: 'date', choices: [] };
  const choices = inferChoices(values);
  return choices ? { type: 'multi-choice', choices } : { type: 'text', choices: [] };
}

/** Leading zeros (postal codes, phone numbers) and 16 or more digits (card and account numbers) are no numbers. */
function isNumber(text: string): boolean {
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/.test(text);
}

/**
 * Interest groups: lists joined by comma whose few parts come again and again. A comma escaped as `\,` is written by
 * nothing else than such a list.
 */
function inferChoices(values: string[]): string[] | undefined {
  const lists = values.map(splitChoices);
  const isEscaped = values.some((value) => value.includes('\\,'));
  if (!isEscaped && lists.every((list) => list.length < 2)) return undefined;
  const parts = lists.flat();
  const distinct = [...new Set(parts)];
  const repeats = isEscaped || parts.length >= distinct.length * 2;
  return repeats && distinct.length <= MAX_INFERRED_CHOICES ? distinct : undefined;
}
