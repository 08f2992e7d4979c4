import type { Response } from 'express';
import { textIn, wordsOf, type Answered, type Confirmation, type PublishedForm } from '@features/forms';
import type { Brand } from '@features/templates';
import { formMarkup, type FormMarkup } from './form-html';
import { formStyle } from './form-style';
import { html, type Html } from './html';
import { sendPage, type Page } from './page';

type Owner = { name: string; brand: Brand | null };

export interface FormPage {
  form: PublishedForm;
  owner: Owner;
  status: number;
  markup: Omit<FormMarkup, 'action' | 'slug' | 'prefix' | 'definition'>;
  /** For our own app alone: without the script, and nothing is counted. */
  isPreview?: boolean;
}

/** A form on our own page. `status` 422 when it comes back with errors. */
export function sendFormPage(response: Response, shown: FormPage): void {
  sendPage(response, formPage(shown));
}

export function formPage({ form, owner, status, markup, isPreview = false }: FormPage): Page {
  const { definition, slug, name } = form;
  const { language } = markup;
  const title = textIn(definition.texts.title, language, definition.languages) || name;
  const intro = textIn(definition.texts.intro, language, definition.languages);
  const { after } = definition;
  return {
    status,
    title,
    owner,
    language,
    style: formStyle(definition.style),
    formTarget: after.kind === 'redirect' ? after.url : null,
    mayBeFramed: isPreview ? 'self' : definition.mayBeFramed,
    hasFormScript: !isPreview,
    body: html`<h1>${title}</h1>
      ${intro === '' ? null : html`<p>${intro}</p>`}
      ${formMarkup({ ...markup, definition, slug, prefix: 'f', action: `/f/${slug}`, hasStatus: true, isCounted: !isPreview })}`,
  };
}

/** One button more: whoever comes without a sign of being a person shows it by pressing. */
export function sendCheckPage(
  response: Response,
  { form, owner, language, token }: { form: PublishedForm; owner: Owner; language: string; token: string },
): void {
  const words = wordsOf(language);
  const { after } = form.definition;
  sendPage(response, {
    status: 200,
    title: words.oneMoreStep,
    owner,
    language,
    formTarget: after.kind === 'redirect' ? after.url : null,
    mayBeFramed: form.definition.mayBeFramed,
    body: html`<h1>${words.oneMoreStep}</h1>
      <p>${words.oneMoreStepText}</p>
      <form method="post" action="/f/${form.slug}/check/${token}">
        <button class="button">${words.oneMoreStepButton}</button>
      </form>`,
  });
}

/** After a submission or a confirmation: a sentence, a download, or the way to the page of the form's settings. */
export function sendAnswer(
  response: Response,
  {
    answer,
    owner,
    language,
    mayBeFramed = false,
  }: { answer: Answered; owner: Owner; language: string; mayBeFramed?: boolean },
): void {
  if (answer.redirectUrl !== null) {
    response.setHeader('Cache-Control', 'no-store').redirect(303, answer.redirectUrl);
    return;
  }
  const words = wordsOf(language);
  sendPage(response, {
    status: 200,
    title: words.confirmedTitle,
    owner,
    language,
    mayBeFramed,
    body: html`<h1>${words.confirmedTitle}</h1>
      <p role="status">${answer.message}</p>
      ${download(answer, words.download)}`,
  });
}

/** Behind the link of a confirmation mail: opening it changes nothing. */
export function sendConfirmPage(
  response: Response,
  { owner, language, formTitle }: Confirmation,
  redirectTo: string | null,
): void {
  const words = wordsOf(language);
  sendPage(response, {
    status: 200,
    title: words.confirmTitle,
    owner,
    language,
    formTarget: redirectTo,
    body: html`<h1>${words.confirmTitle}</h1>
      <p><strong>${formTitle}</strong></p>
      <p>${words.confirmText}</p>
      <form method="post"><button class="button">${words.confirmButton}</button></form>`,
  });
}

/** What a network that posts too much is told. */
export function sendTooManyPage(response: Response, language: string): void {
  const words = wordsOf(language);
  sendPage(response, {
    status: 429,
    title: words.confirmTitle,
    owner: null,
    language,
    body: html`<p>${words.tooMany}</p>`,
  });
}

function download({ downloadUrl }: Answered, label: string): Html | null {
  return downloadUrl === null ? null : html`<p><a class="button" href="${downloadUrl}">${label}</a></p>`;
}
