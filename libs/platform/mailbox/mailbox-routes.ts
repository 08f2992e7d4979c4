import { DomainError, notFound } from '@platform/errors';

import { htmlViewPolicy, type ImageSources, NO_HTML_NOTICE, toFramedHtml } from './html-view';
import { type HttpReply, jsonReply } from './http-reply';
import { readAttachment, toDisplayedHtml, toMessageDetail } from './message-detail.views';
import { readFilter, readPageRequest } from './message-query';
import type { MessageStore } from './message-store';
import { mailboxPage } from './page/page';
import type { StoredMessage } from './stored-message';

export interface RouteRequest {
  store: MessageStore;
  query: URLSearchParams;
  /** The groups of the route's pattern. */
  params: string[];
  /** The If-None-Match header. */
  knownVersion: string | undefined;
}

type Handler = (request: RouteRequest) => HttpReply | Promise<HttpReply>;

export interface Route {
  method: 'GET' | 'DELETE';
  path: RegExp;
  handle: Handler;
}

async function load({ store, params }: RouteRequest): Promise<{ message: StoredMessage; raw: Buffer }> {
  const id = params[0] ?? '';
  const message = store.find(id);
  if (!message) throw notFound('message', id);
  try {
    return { message, raw: await store.raw(id) };
  } catch (cause) {
    // Removed between the two steps: pruned, or the mailbox was emptied.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw notFound('message', id);
    throw cause;
  }
}

const list: Handler = ({ store, query, knownVersion }) => {
  const request = readPageRequest(query);
  const version = `"${store.generation}-${store.newestId ?? 'empty'}-${store.size}"`;
  const headers = { ETag: version, 'Cache-Control': 'no-cache' };
  if (knownVersion === version) return { status: 304, headers, body: '' };
  const page = { ...store.page(request), stored: store.size, generation: store.generation };
  const reply = jsonReply(page);
  return { ...reply, headers: { ...reply.headers, ...headers } };
};

const count: Handler = ({ store, query }) => jsonReply({ count: store.count(readFilter(query)) });

const clear: Handler = async ({ store, query }) => {
  if ([...query.keys()].length > 0) {
    throw new DomainError({
      code: 'mailbox.delete-takes-no-filter',
      kind: 'invalid',
      message: 'DELETE /api/messages empties the whole mailbox and takes no parameters; leave them out.',
    });
  }
  return jsonReply({ deleted: await store.clear() });
};

const detail: Handler = async (request) => {
  const { message, raw } = await load(request);
  return jsonReply(await toMessageDetail(message, raw));
};

const source: Handler = async (request) => {
  const { message, raw } = await load(request);
  const disposition = `inline; filename="${message.id}.eml"`;
  const headers = { 'Content-Type': 'message/rfc822', 'Content-Disposition': disposition };
  return { status: 200, headers, body: raw };
};

const attachment: Handler = async (request) => {
  const { message, raw } = await load(request);
  const found = await readAttachment(raw, Number(request.params[1]));
  if (!found) throw notFound('attachment', `${message.id}/${request.params[1]}`);
  const name = encodeURIComponent(found.view.filename).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  const headers = {
    // Never the type the message claims: an HTML attachment must not run as a page of this origin.
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
  };
  return { status: 200, headers, body: found.content };
};

const isImageSources = (value: string): value is ImageSources => ['none', 'local', 'all'].includes(value);

const framedHtml: Handler = async (request) => {
  const { raw } = await load(request);
  const wanted = request.query.get('images') ?? 'local';
  const html = await toDisplayedHtml(raw);
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': htmlViewPolicy(isImageSources(wanted) ? wanted : 'local'),
  };
  return { status: 200, headers, body: html === null ? NO_HTML_NOTICE : toFramedHtml(html) };
};

const page: Handler = () => {
  const { html, policy } = mailboxPage();
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy };
  return { status: 200, headers, body: html };
};

const ID = '([0-9a-z]{1,20})';

export const ROUTES: Route[] = [
  { method: 'GET', path: /^\/$/, handle: page },
  {
    method: 'GET',
    path: /^\/health$/,
    handle: ({ store }) => jsonReply({ status: 'ok', messages: store.size }),
  },
  { method: 'GET', path: /^\/api\/messages$/, handle: list },
  { method: 'DELETE', path: /^\/api\/messages$/, handle: clear },
  { method: 'GET', path: /^\/api\/messages\/count$/, handle: count },
  { method: 'GET', path: new RegExp(`^/api/messages/${ID}$`), handle: detail },
  { method: 'GET', path: new RegExp(`^/api/messages/${ID}/raw$`), handle: source },
  { method: 'GET', path: new RegExp(`^/api/messages/${ID}/attachments/(\\d{1,4})$`), handle: attachment },
  { method: 'GET', path: new RegExp(`^/messages/${ID}/html$`), handle: framedHtml },
];
