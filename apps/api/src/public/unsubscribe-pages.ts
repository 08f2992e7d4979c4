import type { Response } from 'express';
import type { UnsubscribeOffer } from '@features/tracking';
import { html, type Html } from './html';
import { sendPage } from './page';

/** Asks; each button posts. */
export function sendUnsubscribePage(response: Response, offer: UnsubscribeOffer): void {
  sendPage(response, {
    status: 200,
    title: 'Unsubscribe',
    owner: ownerOf(offer),
    body: html`<h1>Unsubscribe</h1>
      <p>
        You are about to stop getting <strong>${offer.topicName}</strong> from ${offer.workspaceName}. It
        takes effect at once.
      </p>
      <form method="post">
        <button class="button" name="from" value="topic">Unsubscribe from ${offer.topicName}</button>
        <button class="button plain" name="from" value="all">Unsubscribe from everything</button>
      </form>
      ${preferencesLink(offer, 'Rather choose what you receive?')}`,
  });
}

export function sendUnsubscribedPage(
  response: Response,
  offer: UnsubscribeOffer,
  from: 'topic' | 'all',
): void {
  const what = from === 'all' ? 'any emails' : offer.topicName;
  sendPage(response, {
    status: 200,
    title: 'You are unsubscribed',
    owner: ownerOf(offer),
    body: html`<h1>You are unsubscribed</h1>
      <p>
        You will not get <strong>${what}</strong> from ${offer.workspaceName} any more. A message that was
        already on its way may still arrive.
      </p>
      ${preferencesLink(offer, 'Changed your mind, or want to choose topic by topic?')}`,
  });
}

function preferencesLink({ preferencesToken }: UnsubscribeOffer, question: string): Html | null {
  if (preferencesToken === null) return null;
  return html`<p class="muted"><br />${question} <a href="/p/${preferencesToken}">Your preferences</a></p>`;
}

function ownerOf({ workspaceName, brand }: UnsubscribeOffer) {
  return { name: brand?.companyName ?? workspaceName, brand };
}
