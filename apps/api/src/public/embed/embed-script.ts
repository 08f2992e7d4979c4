/**
 * The script that web sites load: it makes pasted forms answer in place, and puts forms into places made for them. No dependency,
 * cookie, storage or third party. Whatever goes wrong, the form is sent the way browsers send forms. Runs in browsers of the last
 * years; at most 3 kB gzipped (a test weighs it).
 */
const SOURCE = String.raw`
(() => {
const doc = document, api = new URL(doc.currentScript.src).origin, here = location;
const done = new WeakSet();
let copies = 0;

// Two copies of the same HTML must not share ids.
const ownIds = (form) => {
  const tail = '-' + copies++;
  form.querySelectorAll('[id]').forEach((e) => { e.id += tail; });
  form.querySelectorAll('[for]').forEach((e) => { e.htmlFor += tail; });
  form.querySelectorAll('[aria-describedby]').forEach((e) => {
    e.setAttribute('aria-describedby', e.getAttribute('aria-describedby').split(' ').map((id) => id + tail).join(' '));
  });
};

const digest = (text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));

// Small batches in the page itself: its policy may forbid workers.
const solve = async ({ challenge, difficulty }) => {
  if (!window.crypto || !crypto.subtle) return '';
  for (let start = 0; ; start += 256) {
    const tries = Array.from({ length: 256 }, (_, i) => (start + i).toString(36));
    const hashes = await Promise.all(tries.map((n) => digest(challenge + '.' + n)));
    const found = hashes.findIndex((h) => new DataView(h).getUint32(0) >>> (32 - difficulty) === 0);
    if (found >= 0) return tries[found];
  }
};

const element = (name, text, attributes) => {
  const e = doc.createElement(name);
  e.textContent = text;
  for (const key in attributes) e.setAttribute(key, attributes[key]);
  return e;
};

const fieldOf = (form, name) => {
  const n = /^consent-(\d+)$/.exec(name);
  return n ? form.querySelector('[id*="-consent-' + n[1] + '"]') : form.querySelector('[name="' + name + '"]');
};

const showErrors = (form, errors, status) => {
  form.querySelectorAll('.error').forEach((e) => e.remove());
  form.querySelectorAll('[aria-invalid]').forEach((e) => e.removeAttribute('aria-invalid'));
  let first;
  errors.forEach(({ name, message }) => {
    const field = fieldOf(form, name);
    if (!field) return;
    const id = 'tidings-error-' + copies++;
    (field.closest('.field') || field.parentNode).append(element('small', message, { class: 'error', id }));
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', ((field.dataset.help = field.dataset.help ?? (field.getAttribute('aria-describedby') || '')) + ' ' + id).trim());
    first = first || field;
  });
  status.textContent = errors.map((e) => e.message).join(' ');
  if (first) (form.tidingsShow ? form.tidingsShow(first) : 0, first.focus());
};

const enhance = (form, isMounted) => {
  if (done.has(form)) return;
  done.add(form);
  ownIds(form);
  // Not form.action: a field of that name would hide it.
  const action = form.getAttribute('action'), { seen, next } = form.dataset;
  // Our own page, and who asks for a form to mount, are counted there.
  if (!seen && !isMounted) fetch(action + '/view', { method: 'POST', credentials: 'omit', keepalive: true }).catch(() => 0);
  let begun, busy, keep;
  const begin = () => begun = begun || fetch(action + '/challenge', { credentials: 'omit' }).then((r) => r.json())
    .then(async (c) => [c.challenge, await solve(c)]).catch(() => (begun = 0, []));
  const query = new URLSearchParams(here.search);
  form.querySelectorAll('[data-prefill]').forEach((e) => { const v = query.get(e.dataset.prefill); if (v) e.value = v; });
  let status = form.querySelector('[role=status]');
  if (!status) form.append(status = element('p', '', { role: 'status', tabindex: '-1' }));
  form.addEventListener('focusin', begin);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = 1;
    const body = new URLSearchParams(new FormData(form));
    query.forEach((v, k) => { if (/^utm_/.test(k) && !body.has(k)) body.set(k, v); });
    if (keep) body.set('keep', keep);
    body.set('page', here.href);
    body.set('referrer', doc.referrer);
    body.set('embed', seen ? 'page' : '1');
    try {
      const [challenge, solution] = await begin();
      if (challenge) { body.set('challenge', challenge); body.set('solution', solution); }
      const response = await fetch(action, { method: 'POST', body, credentials: 'omit', headers: { Accept: 'application/json' } });
      const answer = await response.json();
      busy = 0;
      keep = answer.keep;
      if (answer.status == 'invalid') return showErrors(form, answer.errors, status);
      if (answer.status == 'check') return here.assign(api + answer.url);
      if (answer.redirectUrl) return here.assign(answer.redirectUrl);
      status.textContent = answer.message;
      if (answer.status != 'done') return;
      form.replaceChildren(status);
      if (answer.downloadUrl) form.append(element('a', form.dataset.download || '\u2193', { href: answer.downloadUrl, class: 'button' }));
      status.focus();
    } catch {
      HTMLFormElement.prototype.submit.call(form);
    }
  });
  if (next) chat(form, next);
};

// One question at a time.
const chat = (form, word) => {
  const steps = [...form.querySelectorAll('.field,.consent')], send = form.querySelector('[type=submit]');
  const next = element('button', word, { type: 'button', class: 'button' });
  let at = 0;
  const show = (n) => {
    at = n;
    steps.forEach((e, i) => { e.hidden = i > at; });
    send.hidden = at < steps.length - 1;
    next.hidden = !send.hidden;
  };
  const go = () => {
    const wrong = [...steps[at].querySelectorAll('input,select,textarea')].find((e) => !e.reportValidity());
    if (wrong) return;
    show(at + 1);
    const field = steps[at].querySelector('input,select,textarea');
    if (field) field.focus();
  };
  send.before(next);
  next.addEventListener('click', go);
  form.addEventListener('keydown', (e) => { if (e.key == 'Enter' && !next.hidden && e.target.tagName == 'INPUT') { e.preventDefault(); go(); } });
  form.tidingsShow = () => show(steps.length - 1);
  show(form.querySelector('.error') ? steps.length - 1 : 0);
};

const popUp = (root, form, { delaySeconds, scrollPercent, onExitIntent, frequency }, words) => {
  if (frequency == 'entry-page' && doc.referrer && new URL(doc.referrer).host == here.host) return form.remove();
  const dialog = element('dialog', '', { 'aria-label': words.title }), close = element('button', '\u00d7', { type: 'button', class: 'close', 'aria-label': words.close });
  dialog.append(close, form);
  root.append(dialog);
  close.addEventListener('click', () => dialog.close());
  let shown;
  const open = () => { if (!shown) { shown = 1; dialog.showModal(); } };
  if (delaySeconds != null) setTimeout(open, delaySeconds * 1000);
  if (scrollPercent) addEventListener('scroll', () => { const e = doc.documentElement; if ((scrollY + innerHeight) * 100 >= scrollPercent * e.scrollHeight) open(); }, { passive: true });
  if (onExitIntent) doc.addEventListener('mouseout', (e) => { if (!e.relatedTarget && e.clientY <= 0) open(); });
};

const mount = async (place) => {
  if (done.has(place)) return;
  done.add(place);
  const answer = await fetch(api + '/f/' + place.dataset.tidingsMount + '/form.json?lang=' + doc.documentElement.lang, { credentials: 'omit' });
  if (!answer.ok) return;
  const { html, css, layout, words } = await answer.json();
  const sheet = new CSSStyleSheet(), root = place.attachShadow({ mode: 'open' });
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = html;
  const form = root.querySelector('form');
  enhance(form, 1);
  if (layout.kind == 'pop-up') popUp(root, form, layout, words);
};

const start = () => {
  doc.querySelectorAll('form[data-tidings-form]').forEach((e) => enhance(e));
  doc.querySelectorAll('[data-tidings-mount]').forEach((e) => mount(e).catch(() => 0));
};
doc.readyState == 'loading' ? addEventListener('DOMContentLoaded', start) : start();
})();
`;

/** What goes over the wire: the same without comments and indentation. */
export const EMBED_SCRIPT = SOURCE.split('\n')
  .map((line) => line.trim())
  .filter((line) => line !== '' && !line.startsWith('//'))
  .join('\n');
