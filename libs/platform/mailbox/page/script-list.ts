/** The list: loading, polling, search. Text enters the page through text nodes only. */
export const SCRIPT_LIST = String.raw`
const PAGE_SIZE = 100;
const POLL_MS = 2500;
const MAX_NEW = 500;
const $ = (id) => document.getElementById(id);
const state = { items: [], total: 0, cursor: null, generation: null, etag: null, query: '', selected: null, loading: false, opened: readOpened() };

function element(tag, attributes, children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children || []) node.append(child);
  return node;
}

function readOpened() {
  try { return new Set(JSON.parse(sessionStorage.getItem('opened') || '[]')); } catch { return new Set(); }
}

function markOpened(id) {
  if (state.opened.has(id)) return;
  state.opened.add(id);
  try { sessionStorage.setItem('opened', JSON.stringify([...state.opened].slice(-2000))); } catch { /* full */ }
}

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const fullMoment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const wholeNumber = new Intl.NumberFormat();

function shortTime(iso) {
  const date = new Date(iso);
  return (date.toDateString() === new Date().toDateString() ? timeOfDay : dayOfYear).format(date);
}

function rowOf(message) {
  const to = message.envelope.to;
  const who = (to[0] || 'nobody') + (to.length > 1 ? ' and ' + (to.length - 1) + ' more' : '');
  const time = element('time', { datetime: message.receivedAt, title: fullMoment.format(new Date(message.receivedAt)) }, [shortTime(message.receivedAt)]);
  const link = element('a', { class: 'row' + (state.opened.has(message.id) ? '' : ' new'), href: hashOf(message.id), 'data-id': message.id,
    'aria-current': message.id === state.selected ? 'true' : null }, [
    element('span', { class: 'who', title: message.to || who }, [who]), time,
    element('span', { class: 'what' }, [message.subject || '(no subject)']),
  ]);
  return element('li', {}, [link]);
}

function hashOf(id) {
  const hash = new URLSearchParams();
  if (id) hash.set('m', id);
  if (state.query) hash.set('q', state.query);
  return '#' + hash.toString();
}

const rowFor = (id) => id && $('list').querySelector('[data-id="' + id + '"]');

function listUrl(extra) {
  const query = new URLSearchParams(extra);
  if (state.query) query.set('q', state.query);
  return '/api/messages?' + query;
}

async function fetchList(extra, etag) {
  const response = await fetch(listUrl(extra), { headers: etag ? { 'If-None-Match': etag } : {}, cache: 'no-store' });
  if (response.status === 304) return null;
  if (!response.ok) throw new Error('status ' + response.status);
  return { ...(await response.json()), etag: response.headers.get('etag') };
}

function showCounts() {
  $('count').textContent = state.total ? wholeNumber.format(state.total) + (state.query ? ' found' : '') : '';
  const empty = state.items.length === 0;
  $('empty').hidden = !empty;
  $('placeholder').firstElementChild.hidden = empty && !state.query && !state.selected;
  $('empty-title').textContent = state.query ? 'Nothing found' : 'No mail yet';
  $('empty-text').textContent = state.query
    ? 'No message has “' + state.query + '” in its subject or addresses.'
    : 'Send a campaign or a test mail in Tidings; it appears here within seconds. Any program may send to the SMTP port shown at start.';
  $('more').hidden = !state.cursor;
  $('clear').disabled = empty && !state.query;
  if (!state.selected) document.title = (state.total ? '(' + wholeNumber.format(state.total) + ') ' : '') + 'Local mailbox · Tidings';
}

async function loadFirst() {
  const query = state.query;
  const page = await fetchList({ limit: PAGE_SIZE });
  if (query !== state.query) return;
  Object.assign(state, { items: page.items, total: page.total, cursor: page.nextCursor, generation: page.generation, etag: page.etag });
  $('list').replaceChildren(...page.items.map(rowOf));
  $('scroll').scrollTop = 0;
  showCounts();
}

async function loadMore() {
  if (!state.cursor || state.loading) return;
  state.loading = true;
  const cursor = state.cursor;
  try {
    const page = await fetchList({ limit: PAGE_SIZE, cursor });
    if (cursor !== state.cursor) return;
    state.items.push(...page.items);
    state.cursor = page.nextCursor;
    $('list').append(...page.items.map(rowOf));
    showCounts();
  } finally {
    state.loading = false;
  }
}

async function loadNew() {
  const newest = state.items[0] && state.items[0].id;
  const query = state.query;
  const page = await fetchList(newest ? { limit: MAX_NEW, after: newest } : { limit: MAX_NEW }, state.etag);
  if (!page || query !== state.query) return;
  if (page.generation !== state.generation || !newest || page.items.length === MAX_NEW) return loadFirst();
  Object.assign(state, { total: page.total, etag: page.etag, items: page.items.concat(state.items) });
  const scroll = $('scroll');
  const before = scroll.scrollHeight;
  $('list').prepend(...page.items.map(rowOf));
  if (scroll.scrollTop > 0) scroll.scrollTop += scroll.scrollHeight - before;
  showCounts();
}

async function poll() {
  if (document.visibilityState === 'visible' && !state.loading) {
    try {
      await loadNew();
      $('status').textContent = '';
    } catch {
      $('status').textContent = 'The mailbox does not answer; trying again.';
    }
  }
  setTimeout(poll, POLL_MS);
}
`;
