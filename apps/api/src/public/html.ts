/** A piece of mark-up that is already safe. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | Html[] | null;

/** Mark-up with every value escaped; nested `html` stays as it is, null is nothing. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  const texts = values.map((value) => {
    if (value === null) return '';
    if (value instanceof Html) return value.text;
    return Array.isArray(value) ? value.map(({ text }) => text).join('') : escapeHtml(String(value));
  });
  return new Html(parts.map((part, index) => part + (texts[index] ?? '')).join(''));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
