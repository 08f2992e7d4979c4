/** The JSON of a form as the API gives and takes it (docs/forms.md), with every default filled in. */

export type LocalText = Record<string, string>;

export const FIELD_TYPES = ['text', 'number', 'boolean', 'date', 'choice', 'multi-choice'] as const;

export interface FormField {
  name: string;
  to: string | null;
  type: string;
  isLong: boolean;
  choices: string[];
  isRequired: boolean;
  min: number | string | null;
  max: number | string | null;
  isHidden: boolean;
  prefill: string | null;
  value: string | null;
  ask: 'always' | 'if-unknown';
  label: LocalText;
  help: LocalText;
  choiceLabels: Record<string, string[]>;
}

export interface FormConsent {
  topicId: string;
  kind: 'checkbox' | 'notice';
  isRequired: boolean;
  text: LocalText;
}

export const TEXT_KEYS = ['title', 'intro', 'submit', 'thanks', 'checkInbox'] as const;
export const MAIL_KEYS = ['mailSubject', 'mailHeading', 'mailIntro', 'mailButton'] as const;
export type TextKey = (typeof TEXT_KEYS)[number] | (typeof MAIL_KEYS)[number];

export type AfterSubmit = { kind: 'message' } | { kind: 'redirect'; url: string } | { kind: 'asset' };

export interface PopUp {
  kind: 'pop-up';
  delaySeconds: number | null;
  scrollPercent: number | null;
  onExitIntent: boolean;
  frequency: 'every-page' | 'entry-page';
}
export type FormLayout = { kind: 'inline' } | { kind: 'chat' } | PopUp;

export interface FormStyle {
  primary: string;
  onPrimary: string;
  background: string;
  text: string;
  radius: number;
  fontSize: number;
}

export interface FormDefinition {
  v: 1;
  kind: 'lead' | 'survey';
  languages: string[];
  texts: Record<TextKey, LocalText>;
  fields: FormField[];
  consents: FormConsent[];
  doubleOptIn: boolean;
  assetId: string | null;
  after: AfterSubmit;
  captureUtm: boolean;
  captureReferrer: boolean;
  layout: FormLayout;
  style: FormStyle;
  progressiveMax: number | null;
  tags: string[];
  notify: string[];
  webhookUrl: string | null;
  mayBeFramed: boolean;
}

export const asDefinition = (json: Record<string, unknown>): FormDefinition =>
  json as unknown as FormDefinition;
export const definitionJson = (definition: FormDefinition): Record<string, unknown> =>
  definition as unknown as Record<string, unknown>;

/** A name for the input of a new question that no other has. */
export function freeName(fields: readonly FormField[], wish: string): string {
  const plain = wish
    .replace(/^attributes\./, '')
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+/, '')
    .slice(0, 34);
  const base = plain || 'question';
  const taken = new Set(fields.map(({ name }) => name));
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}_${number}`;
  return name;
}
