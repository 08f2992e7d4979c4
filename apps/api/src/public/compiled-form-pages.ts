import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import type { PublishedForm } from '@features/forms';
import { hiddenInputs } from './form-html';
import { formPage, type FormPage } from './form-pages';
import { Html } from './html';
import { drawPage, newNonce, sendDrawnPage, type DrawnPage } from './page';

/** Stand where a visitor's own values go. Nobody who writes texts of forms can know them. */
const NONCE = mark();
const HIDDEN = mark();

type Owner = FormPage['owner'];

interface Compiled {
  owner: Owner;
  page: DrawnPage;
}

/** By form as it is kept for seconds, and language: gone with it. */
const compiled = new WeakMap<PublishedForm, Map<string, Compiled>>();

/**
 * The page of a form as nearly all visitors get it, with nothing filled in and everything asked. It is drawn once for as long as form
 * and `owner` are the same objects; what differs from visitor to visitor is put in: the nonce, and `hidden` values, which hold the
 * challenge. For the same reason browsers may not keep it.
 */
export function sendFreshFormPage(
  response: Response,
  visit: { form: PublishedForm; owner: Owner; language: string; hidden: Readonly<Record<string, string>> },
): void {
  const page = compiledPage(visit);
  const nonce = newNonce();
  const hidden = hiddenInputs(visit.hidden).text;
  sendDrawnPage(response, {
    ...page,
    policy: page.policy.replaceAll(NONCE, () => nonce),
    text: page.text.replaceAll(NONCE, () => nonce).replaceAll(HIDDEN, () => hidden),
  });
}

function compiledPage({
  form,
  owner,
  language,
}: {
  form: PublishedForm;
  owner: Owner;
  language: string;
}): DrawnPage {
  const languages = compiled.get(form) ?? new Map<string, Compiled>();
  compiled.set(form, languages);
  const known = languages.get(language);
  if (known?.owner === owner) return known.page;
  const markup = { language, values: {}, hidden: new Html(HIDDEN) };
  const page = drawPage(formPage({ form, owner, status: 200, markup }), NONCE);
  languages.set(language, { owner, page });
  return page;
}

function mark(): string {
  return `mark${randomBytes(16).toString('hex')}`;
}
