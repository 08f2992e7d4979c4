import type { Response } from 'express';
import { DateTime } from 'luxon';
import { FREQUENCIES, PAUSE_WEEKS } from '@features/consent';
import { PREFERENCE_TEXTS, type PreferencesPage } from '@features/tracking';
import { html, type Html } from './html';
import { sendPage } from './page';

type Topic = PreferencesPage['preferences']['topics'][number];

/** What the contact just did, as the notice on top says it. */
export type PreferencesNotice =
  'saved' | 'outdated' | 'unsubscribed' | 'paused' | 'resumed' | 'exportMailed' | 'exportFailed' | 'tooMany';

export function sendPreferencesPage(
  response: Response,
  page: PreferencesPage,
  notice: PreferencesNotice | null,
): void {
  const { preferences, text } = page;
  sendOwn(response, page, {
    title: text.title,
    status: notice === 'tooMany' ? 429 : 200,
    body: html`<h1>${text.title}</h1>
      ${noticeOf(page, notice)}
      <p>${text.intro(maskAddress(preferences.email))}</p>
      ${choicesForm(page)} ${pauseForm(page)} ${dataForm(page)}`,
  });
}

/** Asks once more; nothing has happened yet. `isWrong`: the address that was typed is another one. */
export function sendErasePage(
  response: Response,
  page: PreferencesPage,
  { isWrong }: { isWrong: boolean },
): void {
  const { text, workspaceName } = page;
  const alert = isWrong
    ? html`<p class="notice" id="wrong" role="alert">${text.erase.wrongAddress}</p>`
    : null;
  sendOwn(response, page, {
    title: text.erase.title,
    body: html`<h1>${text.erase.title}</h1>
      <p>${text.erase.what(workspaceName)}</p>
      ${alert}
      <form method="post">
        <label class="field">
          <span>${text.erase.address}</span>
          <input type="email" name="address" required autocomplete="email" />
        </label>
        <button class="button plain" name="action" value="show" formnovalidate>${text.erase.back}</button>
        <button class="button danger" name="action" value="erase-for-good">${text.erase.sure}</button>
      </form>`,
  });
}

export function sendErasedPage(response: Response, page: PreferencesPage): void {
  const { text, workspaceName } = page;
  sendOwn(response, page, {
    title: text.erased.title,
    body: html`<h1>${text.erased.title}</h1>
      <p role="status">${text.erased.text(workspaceName)}</p>`,
  });
}

/** Behind a mailed link: the data comes by a button, so that scanners of mail get none. */
export function sendDataPage(response: Response, page: PreferencesPage): void {
  const { dataPage } = page.text;
  sendOwn(response, page, {
    title: dataPage.title,
    body: html`<h1>${dataPage.title}</h1>
      <p>${dataPage.what(page.workspaceName)}</p>
      <form method="post">
        <button class="button" name="format" value="csv">${dataPage.csv}</button>
        <button class="button plain" name="format" value="json">${dataPage.json}</button>
      </form>
      <p class="muted spaced">${dataPage.hint}</p>`,
  });
}

function sendOwn(
  response: Response,
  { brand, text }: PreferencesPage,
  { title, body, status = 200 }: { title: string; body: Html; status?: number },
): void {
  sendPage(response, {
    status,
    title,
    owner: { name: brand.companyName, brand },
    body,
    language: text.language,
  });
}

function noticeOf(page: PreferencesPage, notice: PreferencesNotice | null): Html | null {
  const { notices } = page.text;
  const { preferences, workspaceName } = page;
  const says = (sentence: string): Html => html`<p class="notice" role="status">${sentence}</p>`;
  if (notice === 'unsubscribed') return says(notices.unsubscribed);
  if (notice === 'outdated') return says(notices.outdated);
  if (notice === 'exportMailed') return says(notices.exportMailed(maskAddress(preferences.email)));
  if (notice === 'tooMany') return says(notices.tooMany);
  if (notice === 'exportFailed') return says(notices.exportFailed);
  if (preferences.isSuppressed) return says(notices.blocked(workspaceName));
  if (notice === 'saved') return says(notices.saved);
  if (notice === 'resumed') return says(notices.resumed);
  return notice === 'paused' ? says(notices.paused(pausedUntil(page))) : null;
}

function choicesForm(page: PreferencesPage): Html {
  const { asksForTracking, preferences, shown, text, workspaceName } = page;
  const { topics, isSuppressed } = preferences;
  return html`<form method="post">
    <input type="hidden" name="shown" value="${shown}" />
    <fieldset>
      <legend>${text.topics.legend(workspaceName)}</legend>
      ${topics.length === 0 ? html`<p class="muted">${text.topics.none}</p>` : null}
      ${topics.map((topic) => topicChoice(topic, isSuppressed))}
    </fieldset>
    ${frequencyChoice(page)} ${asksForTracking ? trackingChoice(page) : null} ${localeChoice(page)}
    <button class="button" name="action" value="save">${text.save}</button>
    <button class="button plain" name="action" value="unsubscribe-all">${text.unsubscribeAll}</button>
  </form>`;
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

function frequencyChoice({ preferences, text }: PreferencesPage): Html {
  const choices = FREQUENCIES.map((frequency) => {
    const state = preferences.frequency === frequency ? html`checked` : null;
    return html`<label class="choice">
      <input type="radio" name="frequency" value="${frequency}" ${state} />
      <span>${text.frequency.labels[frequency]}</span>
    </label>`;
  });
  return html`<fieldset aria-describedby="frequency-hint">
    <legend>${text.frequency.legend}</legend>
    ${choices}
    <p class="muted" id="frequency-hint">${text.frequency.hint}</p>
  </fieldset>`;
}

function trackingChoice({ preferences, text }: PreferencesPage): Html {
  return html`<fieldset>
    <legend>${text.tracking.legend}</legend>
    <input type="hidden" name="asked" value="tracking" />
    <label class="choice">
      <input
        type="checkbox"
        name="tracking"
        value="yes"
        ${preferences.trackingConsent === true ? html`checked` : null}
      />
      <span>${text.tracking.label} <small>${text.tracking.hint}</small></span>
    </label>
  </fieldset>`;
}

/** The languages that the page speaks, and the contact's own when it is another. */
function localeChoice({ preferences: { locale }, text }: PreferencesPage): Html {
  const language = locale?.split('-', 1)[0] ?? '';
  const isKnown = PREFERENCE_TEXTS.some((one) => one.language === language);
  const others = isKnown ? null : html`<option value="" selected>${locale ?? text.locale.unknown}</option>`;
  const options = PREFERENCE_TEXTS.map((one) => {
    const state = one.language === language ? html`selected` : null;
    return html`<option value="${one.language}" lang="${one.language}" ${state}>${one.name}</option>`;
  });
  return html`<fieldset>
    <legend>${text.locale.legend}</legend>
    <label class="field">
      <span>${text.locale.label}</span>
      <select name="locale">
        ${others} ${options}
      </select>
    </label>
  </fieldset>`;
}

function pauseForm(page: PreferencesPage): Html {
  const { pause } = page.text;
  const heading = html`<h2>${pause.legend}</h2>`;
  if (page.preferences.pausedUntil !== null)
    return html`<form method="post">
      ${heading}
      <p>${pause.until(pausedUntil(page))}</p>
      <button class="button plain" name="action" value="end-pause">${pause.end}</button>
    </form>`;
  const buttons = PAUSE_WEEKS.map(
    (weeks) =>
      html`<button class="button plain" name="action" value="pause-${weeks}">${pause.weeks(weeks)}</button>`,
  );
  return html`<form method="post">
    ${heading}
    <p class="muted">${pause.hint}</p>
    <div class="buttons">${buttons}</div>
  </form>`;
}

function dataForm({ text: { data } }: PreferencesPage): Html {
  return html`<form method="post">
    <h2>${data.legend}</h2>
    <p class="muted">${data.exportHint}</p>
    <button class="button plain" name="action" value="export">${data.export}</button>
    <p class="muted spaced">${data.eraseHint}</p>
    <button class="button plain" name="action" value="erase">${data.erase}</button>
  </form>`;
}

function pausedUntil({ preferences: { pausedUntil: until, timeZone }, text }: PreferencesPage): string {
  if (until === null) return '';
  return DateTime.fromJSDate(until, { zone: timeZone })
    .setLocale(text.language)
    .toLocaleString(DateTime.DATE_FULL);
}

/** Forwarded mails must not give the address away: first letter and domain are enough to recognise one's own. */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${email.slice(0, 1)}•••${email.slice(at)}`;
}
