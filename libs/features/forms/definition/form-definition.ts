import type { ContactFieldType } from '@features/contacts';

/** A text in each language of the form, by BCP 47 tag. The form's first language is always there. */
export type LocalText = Record<string, string>;

/** One question, or one hidden value. */
export interface FormField {
  /** Name of the input, unique in the form: lower-case letters, digits and `_`. */
  name: string;
  /** Field of the contact that the answer goes to (`email`, `firstName`, `attributes.plan`, `company`); null: kept with the submission only. */
  to: string | null;
  type: ContactFieldType;
  /** Several lines; texts only. */
  isLong: boolean;
  /** What may be chosen; empty for other types. */
  choices: string[];
  isRequired: boolean;
  /** Least and most: characters of a text, a number, how many choices, or a day `YYYY-MM-DD`. */
  min: number | string | null;
  max: number | string | null;
  /** Not shown; takes `value`, or the query parameter `prefill`. */
  isHidden: boolean;
  /** Query parameter of the page whose value the field starts with. */
  prefill: string | null;
  /** What a hidden field carries when no parameter came. */
  value: string | null;
  /** `if-unknown`: not asked when the contact (known by a signed link) has a value. */
  ask: 'always' | 'if-unknown';
  label: LocalText;
  help: LocalText;
  /** Labels of choices by language, in the order of `choices`; empty: the choices themselves. */
  choiceLabels: Record<string, string[]>;
}

/** One thing that people agree to. */
export interface FormConsent {
  topicId: string;
  /** `checkbox`: unticked, and nothing happens without the tick. `notice`: sending the form is the agreement. */
  kind: 'checkbox' | 'notice';
  /** The form cannot be sent without the tick. */
  isRequired: boolean;
  /** The exact sentence; the evidence quotes it. */
  text: LocalText;
}

/** What stands around the fields. */
export interface FormTexts {
  title: LocalText;
  intro: LocalText;
  submit: LocalText;
  /** After a confirmed submission, or any where nothing is confirmed. */
  thanks: LocalText;
  /** While the confirmation is waited for. */
  checkInbox: LocalText;
  /** Of the confirmation mail. */
  mailSubject: LocalText;
  mailHeading: LocalText;
  mailIntro: LocalText;
  mailButton: LocalText;
}

export type AfterSubmit = { kind: 'message' } | { kind: 'redirect'; url: string } | { kind: 'asset' };

export type FormLayout =
  | { kind: 'inline' }
  | { kind: 'chat' }
  | {
      kind: 'pop-up';
      /** Opens after so many seconds; null: not by time. */
      delaySeconds: number | null;
      /** Opens once so much of the page was scrolled, in percent; null: not by scrolling. */
      scrollPercent: number | null;
      /** Opens when the pointer leaves the page at the top. */
      onExitIntent: boolean;
      /** Nothing is stored in the browser, so a visit is told by the referrer: `entry-page` opens only where the visitor came from elsewhere. */
      frequency: 'every-page' | 'entry-page';
    };

/** Colours are six hexadecimal digits; their contrast was checked. */
export interface FormStyle {
  primary: string;
  onPrimary: string;
  background: string;
  text: string;
  /** Corners, 0 to 24 px. */
  radius: number;
  /** 16 to 22 px. */
  fontSize: number;
}

/** A form as a marketer defines it, whole. A published version is this, frozen. */
export interface FormDefinition {
  v: 1;
  kind: 'lead' | 'survey';
  /** The first one is what others fall back to. */
  languages: string[];
  texts: FormTexts;
  fields: FormField[];
  consents: FormConsent[];
  doubleOptIn: boolean;
  assetId: string | null;
  after: AfterSubmit;
  captureUtm: boolean;
  captureReferrer: boolean;
  layout: FormLayout;
  style: FormStyle;
  /** Most fields of `if-unknown` that are asked at once; null: all of them. */
  progressiveMax: number | null;
  /** Tags that a contact gets. */
  tags: string[];
  /** Team addresses that are told of each submission. */
  notify: string[];
  webhookUrl: string | null;
  /** The hosted page may stand in a frame of other sites. */
  mayBeFramed: boolean;
}

/** The text in a language, else in one that is close to it (`pt` for `pt-BR`), else in the form's first. */
export function textIn(text: LocalText, language: string, languages: readonly string[]): string {
  const base = language.split('-', 1)[0] ?? '';
  return text[language] ?? text[base] ?? text[languages[0] ?? ''] ?? Object.values(text)[0] ?? '';
}

/** The language of the form that fits best what somebody wants, in their order of preference. */
export function chooseLanguage(languages: readonly string[], wanted: readonly string[]): string {
  const bases = new Map(languages.map((language) => [baseOf(language), language]));
  for (const tag of wanted) {
    const exact = languages.find((language) => language.toLowerCase() === tag.toLowerCase());
    const close = exact ?? bases.get(baseOf(tag));
    if (close !== undefined) return close;
  }
  return languages[0] ?? 'en';
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split('-', 1)[0] ?? '';
}
