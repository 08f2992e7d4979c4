import { textIn, type FormDefinition, type FormField } from '@features/forms';

const FIELD = 97;
const NOTE = 26;
const LONG_FIELD = 175;
const BOX = 54;
const BUTTON = 54;
const PADDING = 52;
const LINE = 27;
/** On a narrow screen. */
const CHARACTERS_PER_LINE = 38;
const TITLE_LINE = 32;
const CHARACTERS_PER_TITLE_LINE = 26;

/**
 * What a mounted form needs of the page, in pixels, so that the page can keep the room until the script has it: what stands below
 * then stays where it is. An estimate that is rather too high; 0 for pop-ups, which need no room.
 */
export function reservedHeight({ layout, fields, consents, languages, texts }: FormDefinition): number {
  if (layout.kind === 'pop-up') return 0;
  const shown = fields.filter(({ isHidden }) => !isHidden).map((field) => heightOf(field, languages));
  const agreed = consents.map(
    ({ text }) => BOX + LINE * Math.floor(textIn(text, '', languages).length / CHARACTERS_PER_LINE),
  );
  const parts = [...shown, ...agreed];
  const content = layout.kind === 'chat' ? (parts[0] ?? 0) : parts.reduce((sum, height) => sum + height, 0);
  return headingHeight(texts, languages) + content + BUTTON + PADDING;
}

function headingHeight({ title, intro }: FormDefinition['texts'], languages: readonly string[]): number {
  const titleLength = textIn(title, '', languages).length;
  const introLength = textIn(intro, '', languages).length;
  return (
    (titleLength === 0 ? 0 : 8 + TITLE_LINE * Math.ceil(titleLength / CHARACTERS_PER_TITLE_LINE)) +
    (introLength === 0 ? 0 : 18 + LINE * Math.ceil(introLength / CHARACTERS_PER_LINE))
  );
}

function heightOf({ type, isLong, choices, help }: FormField, languages: readonly string[]): number {
  const note = textIn(help, '', languages) === '' ? 0 : NOTE;
  if (type === 'multi-choice') return FIELD - BOX + BOX * choices.length + note;
  if (type === 'boolean') return BOX + note;
  return (isLong ? LONG_FIELD : FIELD) + note;
}
