import type { Response } from 'express';
import type { UnsubscribeOffer } from '@features/tracking';
import { html, type Html } from './html';
import { sendPage } from './page';
import { inLanguageOf } from './page-language';
import { UNSUBSCRIBE_WORDS } from './unsubscribe-words';

/** Asks, in the language of the browser; each button posts. */
export function sendUnsubscribePage(response: Response, offer: UnsubscribeOffer): void {
  const { language, words } = inLanguageOf(response.req, UNSUBSCRIBE_WORDS);
  const { topicName, workspaceName } = offer;
  sendPage(response.setHeader('Vary', 'Accept-Language'), {
    status: 200,
    title: words.title,
    owner: ownerOf(offer),
    language,
    body: html`<h1>${words.title}</h1>
      <p>${words.asks(topicName, workspaceName)}</p>
      <form method="post">
        <button class="button" name="from" value="topic">${words.fromTopic(topicName)}</button>
        <button class="button plain" name="from" value="all">${words.fromAll}</button>
      </form>
      ${preferencesLink(offer, words.rather, words.preferences)}`,
  });
}

export function sendUnsubscribedPage(
  response: Response,
  offer: UnsubscribeOffer,
  from: 'topic' | 'all',
): void {
  const { language, words } = inLanguageOf(response.req, UNSUBSCRIBE_WORDS);
  sendPage(response.setHeader('Vary', 'Accept-Language'), {
    status: 200,
    title: words.doneTitle,
    owner: ownerOf(offer),
    language,
    body: html`<h1>${words.doneTitle}</h1>
      <p>${words.done(from === 'all' ? null : offer.topicName, offer.workspaceName)}</p>
      ${preferencesLink(offer, words.changedMind, words.preferences)}`,
  });
}

function preferencesLink(
  { preferencesToken }: UnsubscribeOffer,
  question: string,
  label: string,
): Html | null {
  if (preferencesToken === null) return null;
  return html`<p class="muted"><br />${question} <a href="/p/${preferencesToken}">${label}</a></p>`;
}

function ownerOf({ workspaceName, brand }: UnsubscribeOffer) {
  return { name: brand?.companyName ?? workspaceName, brand };
}
