/** Navigation by the address, keys, controls, and the start. */
export const SCRIPT_START = String.raw`
function select(id) {
  const old = rowFor(state.selected);
  if (old) old.removeAttribute('aria-current');
  state.selected = id;
  $('panes').dataset.view = id ? 'message' : 'list';
  const row = rowFor(id);
  if (row) {
    row.setAttribute('aria-current', 'true');
    row.scrollIntoView({ block: 'nearest' });
  }
  if (!id) {
    showNothing('Choose a message to read it.');
    return showCounts();
  }
  showMessage(id).catch(() => showNothing('The mailbox does not answer.'));
}

function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const query = hash.get('q') || '';
  const id = /^[0-9a-z]{1,20}$/.test(hash.get('m') || '') ? hash.get('m') : null;
  if (query !== state.query) {
    state.query = query;
    if ($('search').value.trim() !== query) $('search').value = query;
    loadFirst().catch(() => undefined);
  }
  if (id !== state.selected) select(id);
}

function refreshRowLinks() {
  for (const row of $('list').querySelectorAll('.row')) row.setAttribute('href', hashOf(row.dataset.id));
  $('back').setAttribute('href', hashOf(null));
}

let searchTimer;
$('search').addEventListener('input', () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(() => {
    state.query = $('search').value.trim();
    history.replaceState(null, '', hashOf(state.selected));
    loadFirst().then(refreshRowLinks).catch(() => undefined);
  }, 150);
});

$('clear').addEventListener('click', async () => {
  if (!confirm('Delete all messages in the local mailbox? This cannot be undone.')) return;
  await fetch('/api/messages', { method: 'DELETE' }).catch(() => undefined);
  location.hash = '';
  await loadFirst().catch(() => undefined);
});

function chooseTab(tab, focus) {
  const button = $('tab-' + tab);
  if (!view.message || button.disabled) return;
  view.tab = tab;
  showTab();
  if (focus) button.focus();
}

$('tabs').addEventListener('click', (event) => {
  const button = event.target.closest('[data-tab]');
  if (button) chooseTab(button.dataset.tab);
});

$('tabs').addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const usable = [...$('tabs').children].filter((button) => !button.disabled);
  const at = usable.indexOf(document.activeElement);
  chooseTab(usable[(at + step + usable.length) % usable.length].dataset.tab, true);
});

$('images').addEventListener('change', () => { view.images = $('images').value; showTab(); });

for (const button of document.querySelectorAll('[data-width]')) {
  button.addEventListener('click', () => {
    view.width = button.dataset.width;
    for (const other of document.querySelectorAll('[data-width]')) other.setAttribute('aria-pressed', String(other === button));
    $('view').classList.toggle('mobile', view.width === 'mobile');
  });
}

async function move(step) {
  const at = state.items.findIndex((message) => message.id === state.selected);
  const target = at < 0 ? 0 : at + step;
  if (target >= state.items.length) await loadMore();
  const message = state.items[target];
  if (message) history.replaceState(null, '', hashOf(message.id)), select(message.id);
}

function leave() {
  if (document.activeElement === $('search') && $('search').value) {
    $('search').value = '';
    return $('search').dispatchEvent(new Event('input'));
  }
  $('search').blur();
  if (state.selected) location.hash = hashOf(null);
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') return leave();
  if (event.target.closest('input, select, textarea')) return;
  if (event.key === 'j') move(1);
  else if (event.key === 'k') move(-1);
  else if (event.key === '/') $('search').focus();
  else if (/^[1-5]$/.test(event.key)) chooseTab(['html', 'text', 'links', 'headers', 'source'][event.key - 1]);
  else return;
  event.preventDefault();
});

new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) loadMore().catch(() => undefined);
}, { root: $('scroll'), rootMargin: '600px' }).observe($('more'));

window.addEventListener('hashchange', readHash);
window.addEventListener('popstate', readHash);

const start = new URLSearchParams(location.hash.slice(1));
state.query = start.get('q') || '';
$('search').value = state.query;
loadFirst().then(() => { refreshRowLinks(); readHash(); }, () => undefined).then(() => setTimeout(poll, POLL_MS));
`;
