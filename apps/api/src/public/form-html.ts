import {
  HONEYPOT,
  textIn,
  wordsOf,
  type FormDefinition,
  type FormField,
  type FormWords,
} from '@features/forms';
import { html, Html } from './html';

/** One form, drawn. */
export interface FormMarkup {
  definition: FormDefinition;
  language: string;
  /** Where it posts to. */
  action: string;
  slug: string;
  /** Starts the ids of this copy: two copies on one page must not share any. */
  prefix: string;
  /** What stands in the fields, by input name. */
  values?: Readonly<Record<string, readonly string[] | undefined>>;
  errors?: readonly { name: string; message: string }[];
  /** Inputs that this visitor is not asked for. */
  notAsked?: ReadonlySet<string>;
  /** Further values that go along unseen, or the inputs with them. */
  hidden?: Readonly<Record<string, string>> | Html;
  /** A status line for scripts. */
  hasStatus?: boolean;
  /** Title and introduction above the questions, for where the page around says nothing of the form. */
  hasHeading?: boolean;
  /** That it is shown was counted already: the script counts forms that do not say so. */
  isCounted?: boolean;
}

/**
 * The form as plain HTML that works without script and without our style: real labels, required in words, help and errors tied to
 * their field, consent unticked. `hidden` keeps the trap out of sight: an inline style would be stopped by the site's policy.
 */
export function formMarkup(markup: FormMarkup): Html {
  const { definition, language, prefix, notAsked = new Set(), hidden = {} } = markup;
  const words = wordsOf(language);
  const shown = definition.fields.filter(({ name }) => !notAsked.has(name));
  const trapId = `${prefix}-${HONEYPOT}`;
  return html`<form
    class="tidings-form"
    method="post"
    action="${markup.action}"
    accept-charset="utf-8"
    lang="${language}"
    data-tidings-form="${markup.slug}"
    data-download="${words.download}"
    ${definition.layout.kind === 'chat' ? html` data-next="${words.next}"` : null}${markup.isCounted === true ? html` data-seen="1"` : null}
  >
    ${markup.hasHeading === true ? heading(markup) : null} ${errorSummary(markup, words)}
    ${shown.map((field) => (field.isHidden ? hiddenField(field, markup) : fieldMarkup(field, markup, words)))}
    <p hidden aria-hidden="true">
      <label for="${trapId}">${words.leaveEmpty}</label>
      <input id="${trapId}" name="${HONEYPOT}" tabindex="-1" autocomplete="off" />
    </p>
    ${definition.consents.map((_, index) => consentMarkup(index, markup, words))}
    <input type="hidden" name="language" value="${language}" />
    ${hidden instanceof Html ? hidden : hiddenInputs(hidden)}
    <button class="button" type="submit">
      ${textIn(definition.texts.submit, language, definition.languages) || words.submit}
    </button>
    ${markup.hasStatus === true ? html`<p class="tidings-status" role="status" tabindex="-1"></p>` : null}
  </form>`;
}

export function hiddenInputs(values: Readonly<Record<string, string>>): Html {
  const inputs = Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return new Html(inputs.map(({ text }) => text).join(''));
}

function heading({ definition, language }: FormMarkup): Html {
  const { texts, languages } = definition;
  const title = textIn(texts.title, language, languages);
  const intro = textIn(texts.intro, language, languages);
  return html`${title === '' ? null : html`<h2>${title}</h2>`}${intro === '' ? null : html`<p class="intro">${intro}</p>`}`;
}

function errorSummary(
  { errors = [], prefix, definition, language }: FormMarkup,
  words: FormWords,
): Html | null {
  if (errors.length === 0) return null;
  const labelOf = (name: string) => {
    const field = definition.fields.find((one) => one.name === name);
    return field === undefined ? '' : `${textIn(field.label, language, definition.languages)}: `;
  };
  return html`<div class="notice" role="alert">
    <p>${words.mend}</p>
    <ul>
      ${errors.map(({ name, message }) => html`<li><a href="#${prefix}-${name}">${labelOf(name)}${message}</a></li>`)}
    </ul>
  </div>`;
}

function hiddenField({ name, value, prefill }: FormField, { values }: FormMarkup): Html {
  const own = values?.[name]?.[0] ?? value ?? '';
  return html`<input type="hidden" name="${name}" value="${own}" ${prefillHint(prefill)} />`;
}

function fieldMarkup(field: FormField, markup: FormMarkup, words: FormWords): Html {
  const { definition, language, prefix, errors = [] } = markup;
  const id = `${prefix}-${field.name}`;
  const error = errors.find(({ name }) => name === field.name);
  const help = textIn(field.help, language, definition.languages);
  const describedBy = [help === '' ? '' : `${id}-help`, error ? `${id}-error` : '']
    .filter((one) => one !== '')
    .join(' ');
  const label = html`${textIn(field.label, language, definition.languages)}${field.isRequired ? null : html` <small>(${words.optional})</small>`}`;
  const notes = html`${help === '' ? null : html`<small id="${id}-help">${help}</small>`}
  ${error ? html`<small class="error" id="${id}-error">${error.message}</small>` : null}`;
  const about = { id, describedBy, isInvalid: error !== undefined, isFirst: error === errors[0] };
  if (field.type === 'multi-choice') return checkBoxes(field, markup, { ...about, label, notes });
  if (field.type === 'boolean')
    return html`<div class="field">
      <label class="choice"
        ><input
          type="checkbox"
          name="${field.name}"
          value="true"
          ${checked(markup, field.name, 'true')}
          ${attributes(field, about)}
        /><span>${label}</span></label
      >
      ${notes}
    </div>`;
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${field.type === 'choice' ? select(field, markup, { ...about, words }) : input(field, markup, about)}
    ${notes}
  </div>`;
}

interface About {
  id: string;
  describedBy: string;
  isInvalid: boolean;
  /** Where the eye should go first, when it is invalid. */
  isFirst: boolean;
}

function attributes({ isRequired }: FormField, { id, describedBy, isInvalid, isFirst }: About): Html {
  return html`id="${id}"${isRequired ? html` required` : null}${describedBy === '' ? null : html` aria-describedby="${describedBy}"`}${isInvalid ? html` aria-invalid="true"` : null}${isInvalid && isFirst ? html` autofocus` : null}`;
}

function input(field: FormField, { values }: FormMarkup, about: About): Html {
  const value = values?.[field.name]?.[0] ?? '';
  const complete = AUTOCOMPLETE[field.to ?? ''];
  const hint = complete === undefined ? null : html` autocomplete="${complete}"`;
  const bounds = html`${bound(field, 'min')}${bound(field, 'max')}`;
  return field.isLong && field.type === 'text'
    ? html`<textarea name="${field.name}" rows="4" ${attributes(field, about)}${bounds}>${value}</textarea>`
    : html`<input
        type="${inputType(field)}"
        name="${field.name}"
        value="${value}"
        ${attributes(field, about)}${hint}${bounds}${field.type === 'number' ? html` step="any"` : null}
      />`;
}

/** For the script, which knows the address of the page that the form stands on. */
function prefillHint(prefill: string | null): Html | null {
  return prefill === null ? null : html` data-prefill="${prefill}"`;
}

function bound({ type, min, max }: FormField, which: 'min' | 'max'): Html | null {
  const value = which === 'min' ? min : max;
  if (value === null || type === 'date-time') return null;
  const name = type === 'text' ? `${which}length` : which;
  return html` ${name}="${value}"`;
}

function select(field: FormField, markup: FormMarkup, about: About & { words: FormWords }): Html {
  const chosen = markup.values?.[field.name]?.[0] ?? '';
  return html`<select name="${field.name}" ${attributes(field, about)}>
    <option value="">${about.words.choose}</option>
    ${field.choices.map((choice, index) => html`<option value="${choice}" ${choice === chosen ? html` selected` : null}>${choiceLabel(field, index, markup)}</option>`)}
  </select>`;
}

function checkBoxes(field: FormField, markup: FormMarkup, about: About & { label: Html; notes: Html }): Html {
  const { id, describedBy } = about;
  return html`<fieldset
    class="field"
    id="${id}"
    ${describedBy === '' ? null : html` aria-describedby="${describedBy}"`}
  >
    <legend>${about.label}</legend>
    ${field.choices.map((choice, index) => html`<label class="choice"><input type="checkbox" name="${field.name}" value="${choice}" ${checked(markup, field.name, choice)} /><span>${choiceLabel(field, index, markup)}</span></label>`)}
    ${about.notes}
  </fieldset>`;
}

function choiceLabel(field: FormField, index: number, { language }: FormMarkup): string {
  return field.choiceLabels[language]?.[index] ?? field.choices[index] ?? '';
}

/** Unticked, and ticked again only by the visitor. */
function consentMarkup(index: number, markup: FormMarkup, words: FormWords): Html {
  const { definition, language, prefix, errors = [] } = markup;
  const { topicId, kind, isRequired, text } = definition.consents[index]!;
  const sentence = textIn(text, language, definition.languages);
  if (kind === 'notice') return html`<p class="consent">${sentence}</p>`;
  const id = `${prefix}-consent-${index}`;
  const error = errors.find(({ name }) => name === `consent-${index}`);
  return html`<div class="field consent">
    <label class="choice"
      ><input
        type="checkbox"
        id="${id}"
        name="consent"
        value="${topicId}"
        ${checked(markup, 'consent', topicId)}${isRequired ? html` required` : null}${error ? html` aria-invalid="true" aria-describedby="${id}-error"` : null}${error && error === errors[0] ? html` autofocus` : null}
      /><span>${sentence}${isRequired ? null : html` <small>(${words.optional})</small>`}</span></label
    >
    ${error ? html`<small class="error" id="${id}-error">${error.message}</small>` : null}
  </div>`;
}

function checked({ values }: FormMarkup, name: string, value: string): Html | null {
  return values?.[name]?.includes(value) === true ? html`checked` : null;
}

function inputType({ to, type }: FormField): string {
  if (to === 'email') return 'email';
  if (to === 'phone') return 'tel';
  if (type === 'number' || type === 'date') return type;
  return type === 'date-time' ? 'datetime-local' : 'text';
}

const AUTOCOMPLETE: Record<string, string> = {
  email: 'email',
  firstName: 'given-name',
  lastName: 'family-name',
  phone: 'tel',
  company: 'organization',
  country: 'country',
  region: 'address-level1',
  city: 'address-level2',
  postalCode: 'postal-code',
  birthDate: 'bday',
};
