import type { Response } from 'express';
import type { PreferencesPage } from '@features/tracking';
import { html, type Html } from './html';
import { sendPage } from './page';

type Topic = PreferencesPage['preferences']['topics'][number];

/** `done` says what the contact just did. */
export function sendPreferencesPage(
  response: Response,
  page: PreferencesPage,
  done: 'save' | 'unsubscribe-all' | null,
): void {
  const { preferences, workspaceName, brand } = page;
  sendPage(response, {
    status: 200,
    title: 'Your preferences',
    owner: { name: brand.companyName, brand },
    body: html`<h1>Your preferences</h1>
      ${noticeOf(page, done)}
      <p>What ${workspaceName} may send to <strong>${maskAddress(preferences.email)}</strong>:</p>
      <form method="post">
        <fieldset>
          <legend>Topics</legend>
          ${preferences.topics.length === 0 ? html`<p class="muted">There are no topics to choose from.</p>` : null}
          ${preferences.topics.map((topic) => topicChoice(topic, preferences.isSuppressed))}
        </fieldset>
        ${page.asksForTracking ? trackingChoice(preferences.trackingConsent === true) : null}
        <button class="button" name="action" value="save">Save my choices</button>
        <button class="button plain" name="action" value="unsubscribe-all">
          Unsubscribe from everything
        </button>
      </form>`,
  });
}

function noticeOf({ preferences, workspaceName }: PreferencesPage, done: string | null): Html | null {
  if (done === 'unsubscribe-all') {
    return html`<p class="notice" role="status">You are unsubscribed from everything.</p>`;
  }
  if (preferences.isSuppressed) {
    return html`<p class="notice" role="status">
      Your address is blocked at ${workspaceName}, so nothing is sent to it. To get emails again, answer one
      of the emails you have.
    </p>`;
  }
  return done === 'save' ? html`<p class="notice" role="status">Your choices are saved.</p>` : null;
}

function topicChoice(topic: Topic, isSuppressed: boolean): Html {
  const isOn = topic.status === 'subscribed';
  // What cannot be switched on is not offered; switching off always works.
  const state = isOn ? html`checked` : isSuppressed ? html`disabled` : null;
  const description = topic.topicDescription === '' ? null : html`<small>${topic.topicDescription}</small>`;
  return html`<label class="choice">
    <input type="checkbox" name="topic" value="${topic.topicId}" ${state} />
    <span>${topic.topicName} ${description}</span>
  </label>`;
}

function trackingChoice(isGranted: boolean): Html {
  return html`<fieldset>
    <legend>Measuring</legend>
    <input type="hidden" name="asked" value="tracking" />
    <label class="choice">
      <input type="checkbox" name="tracking" value="yes" ${isGranted ? html`checked` : null} />
      <span>
        You may note which emails I open and which links I follow
        <small>Switched off, nothing about you is recorded, also for emails you already have.</small>
      </span>
    </label>
  </fieldset>`;
}

/** Forwarded mails must not give the address away: first letter and domain are enough to recognise one's own. */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${email.slice(0, 1)}•••${email.slice(at)}`;
}
