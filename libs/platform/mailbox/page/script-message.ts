/** The opened message and its tabs. */
export const SCRIPT_MESSAGE = String.raw`
const MAX_SOURCE = 600000;
const view = { message: null, tab: 'html', images: 'local', width: 'desktop' };

function fileSize(bytes) {
  if (bytes < 1000) return bytes + ' B';
  return bytes < 1e6 ? Math.round(bytes / 1000) + ' kB' : (bytes / 1e6).toFixed(1) + ' MB';
}

function safeLink(url, label) {
  if (!/^(https?|mailto):/i.test(url)) return label || url;
  return element('a', { href: url, title: label ? url : null, target: '_blank', rel: 'noopener noreferrer' }, [label || url]);
}

function shortAddress(url) {
  const host = /^(https?:\/\/[^/?#]+)(.+)$/i.exec(url);
  const short = host ? host[1] + host[2].slice(0, 6) : url.slice(0, 40);
  return short === url ? url : short + '…';
}

function withLinks(text) {
  return text.split(/(\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/i).map((part, at) => at % 2 ? safeLink(part) : part);
}

function pairs(rows) {
  return rows.flatMap(([name, value]) => value ? [element('dt', {}, [name]), element('dd', {}, [value])] : []);
}

const bareAddress = (value) => ((/<([^<>]+)>\s*$/.exec(value) || [])[1] || value).trim().toLowerCase();

function showPeople(message) {
  const to = message.envelope.to.join(', ');
  const when = element('time', { datetime: message.receivedAt }, [fullMoment.format(new Date(message.receivedAt))]);
  $('people').replaceChildren(...pairs([
    ['From', message.from || message.envelope.from || '(empty sender)'],
    ['To', message.to || to],
    ['Delivered to', bareAddress(message.to) === to.toLowerCase() ? '' : to],
    ['Reply to', message.headers['reply-to']],
    ['Received', element('span', {}, [when, ' · ', fileSize(message.size)])],
  ]));
}

function copyButton(text) {
  const button = element('button', { type: 'button', class: 'quiet' }, ['Copy']);
  button.addEventListener('click', async () => {
    try { await navigator.clipboard.writeText(text); button.textContent = 'Copied'; } catch { button.textContent = 'Select and copy'; }
  });
  return button;
}

function showUnsubscribe(message) {
  const offer = message.unsubscribe;
  const strip = $('unsubscribe');
  strip.hidden = !offer;
  if (!offer) return strip.replaceChildren();
  const urls = element('span', {}, ['Unsubscribe: ']);
  offer.urls.forEach((url, at) => urls.append(at ? ', ' : '', safeLink(url, shortAddress(url))));
  const row = element('div', { class: 'strip-row' }, [urls]);
  strip.replaceChildren(row);
  if (!offer.command) return row.append(element('span', {}, ['no one-click header']));
  const command = element('div', { class: 'command', hidden: true }, [element('code', {}, [offer.command]), copyButton(offer.command)]);
  const button = element('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false' }, ['One-click…']);
  button.title = 'Show the request a mail client sends when its unsubscribe button is used';
  button.addEventListener('click', () => {
    command.hidden = !command.hidden;
    button.setAttribute('aria-expanded', String(!command.hidden));
  });
  row.append(button);
  strip.append(command);
}

function showFiles(message) {
  $('files').hidden = message.attachments.length === 0;
  $('files').replaceChildren(...message.attachments.map((file) => element('li', {}, [
    element('a', { href: '/api/messages/' + message.id + '/attachments/' + file.index, download: file.filename }, [
      file.filename, element('small', {}, [(file.inline ? 'inline, ' : '') + fileSize(file.size)]),
    ]),
  ])));
}

function table(className, headings, rows) {
  const head = headings.length ? [element('thead', {}, [element('tr', {}, headings.map((name) => element('th', { scope: 'col' }, [name])))])] : [];
  return element('table', { class: className }, [...head, element('tbody', {}, rows)]);
}

const VIEWS = {
  html: (message) => element('iframe', { title: 'HTML part of the message', sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    referrerpolicy: 'no-referrer', src: '/messages/' + message.id + '/html?images=' + view.images }),
  text: (message) => element('pre', { class: 'plain letter' }, withLinks(message.text || '')),
  links: (message) => message.links.length === 0 ? element('p', { class: 'note' }, ['This message has no links.'])
    : table('links', ['Part', 'Text', 'Address'], message.links.map((link) => element('tr', {}, [
      element('td', {}, [link.part === 'html' ? 'HTML' : 'Text']), element('td', {}, [link.text]), element('td', { class: 'mono' }, [safeLink(link.url)]),
    ]))),
  headers: (message) => table('fields', [], message.headerFields.map((field) => element('tr', {}, [
    element('th', { scope: 'row' }, [field.name]),
    element('td', { class: 'mono' }, field.raw === field.value ? [field.value] : [field.value, element('span', { class: 'raw' }, [field.raw])]),
  ]))),
  source: (message) => {
    const pre = element('pre', { class: 'plain' }, ['Loading…']);
    const address = '/api/messages/' + message.id + '/raw';
    fetch(address).then((response) => response.text()).then((raw) => {
      pre.textContent = raw.length > MAX_SOURCE ? raw.slice(0, MAX_SOURCE) + '\n… shortened; download the message for the rest.' : raw;
    }, () => { pre.textContent = 'The source could not be loaded.'; });
    return element('div', {}, [element('div', { class: 'source-bar' }, [
      element('a', { href: address, download: message.id + '.eml' }, ['Download .eml']), fileSize(message.size),
    ]), pre]);
  },
};

function availableTab(message) {
  if (view.tab === 'html' && message.html === null) return 'text';
  if (view.tab === 'text' && message.text === null) return message.html === null ? 'source' : 'html';
  return view.tab;
}

function showTab() {
  const message = view.message;
  if (!message) return;
  const tab = availableTab(message);
  for (const button of $('tabs').children) {
    button.setAttribute('aria-selected', String(button.dataset.tab === tab));
    button.tabIndex = button.dataset.tab === tab ? 0 : -1;
  }
  $('tab-html').disabled = message.html === null;
  $('tab-text').disabled = message.text === null;
  $('tab-links').textContent = 'Links' + (message.links.length ? ' (' + message.links.length + ')' : '');
  $('options').hidden = tab !== 'html';
  const panel = $('view');
  panel.setAttribute('aria-labelledby', 'tab-' + tab);
  panel.className = 'view' + (tab === 'html' && view.width === 'mobile' ? ' mobile' : '');
  panel.replaceChildren(VIEWS[tab](message));
  panel.scrollTop = 0;
}

function showNothing(note) {
  view.message = null;
  $('article').hidden = true;
  $('placeholder').hidden = false;
  $('placeholder').firstElementChild.textContent = note;
}

async function showMessage(id) {
  const response = await fetch('/api/messages/' + encodeURIComponent(id));
  if (state.selected !== id) return;
  if (!response.ok) return showNothing(response.status === 404 ? 'This message was removed from the mailbox.' : 'This message could not be read.');
  const message = await response.json();
  if (state.selected !== id) return;
  view.message = message;
  markOpened(id);
  const row = rowFor(id);
  if (row) row.classList.remove('new');
  $('subject').textContent = message.subject || '(no subject)';
  document.title = (message.subject || '(no subject)') + ' · Local mailbox';
  showPeople(message);
  showUnsubscribe(message);
  showFiles(message);
  $('placeholder').hidden = true;
  $('article').hidden = false;
  showTab();
}
`;
