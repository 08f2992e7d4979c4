import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startApi, type TestApi, type TestWorkspace } from '../support/api';
import { readyToSend } from '../support/product';
import { until } from '../support/until';
import { startChromium } from './chromium';

/** Where the product answers. Names below `.localhost` count as secure, as https does. */
export const PRODUCT = 'http://tidings.localhost';
/** A customer's site: another origin, and another site in the sense of browsers. */
export const SHOP = 'http://shop.localhost';
/** The same site where browsers do not offer `crypto.subtle`. */
export const PLAIN_SHOP = 'http://shop.example';

/** As people's browsers call themselves; a headless one says that it is a program. */
const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

/** A page of the customer's. */
interface HostPage {
  body: string;
  /** Content-Security-Policy. */
  policy?: string;
  style?: string;
}

/** What a strict site allows: our script and our address, no inline style or script, nothing else. */
export const STRICT = [
  "default-src 'none'",
  `script-src ${PRODUCT}`,
  `connect-src ${PRODUCT}`,
  "style-src 'self'",
  `form-action ${PRODUCT}`,
  "base-uri 'none'",
].join('; ');

/** A visit with everything that must not happen. */
export interface Visit {
  page: Page;
  /** Errors of the console and of scripts, policy violations among them. */
  complaints: string[];
  /** Hosts that were asked for anything. */
  hosts: () => string[];
  /** Sum of the layout shifts that nobody's input caused (Cumulative Layout Shift). */
  shift: () => Promise<number>;
  /** What is kept in the browser. */
  kept: () => Promise<unknown[]>;
}

export interface FormStage {
  api: TestApi;
  home: TestWorkspace;
  topicId: string;
  browser: Browser;
  /** A published form. */
  aForm(definition?: object): Promise<{ id: string; slug: string; url: string }>;
  embedOf(id: string): Promise<{ html: string; script: string; mount: string }>;
  hostPage(path: string, page: HostPage): string;
  visit(options?: BrowserContextOptions): Promise<Visit>;
  submissionsOf(id: string): Promise<Record<string, unknown>[]>;
  /** Views and starts, once both are as many; they are written within seconds. */
  counted(id: string, views: number, starts: number): Promise<void>;
  close(): Promise<void>;
}

export const CONSENT = 'Yes, send me the letter. I can leave at any time.';

export async function startFormStage(): Promise<FormStage> {
  const api = await startApi({ APP_URL: PRODUCT, FORM_POSTS_PER_MINUTE_PER_NETWORK: '10000' });
  const home = await api.aWorkspace({ name: 'Maré Alta' });
  const { topicId } = await readyToSend(home);
  const pages = new Map<string, HostPage>();
  const site = await startSite(pages);
  const shop = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  const browser = await startChromium({
    hosts: {
      'tidings.localhost': new URL(api.url).host,
      'shop.localhost': shop,
      'shop.example': shop,
    },
  });
  return {
    api,
    home,
    topicId,
    browser,
    aForm: async (definition = {}) => {
      const input = { name: 'Spring guide', definition: { ...standard(topicId), ...definition } };
      const created = await home.http.post('/api/v1/forms').send(input);
      if (created.status !== 201) throw new Error(JSON.stringify(created.body));
      const { body } = await home.http.post(`/api/v1/forms/${created.body.id}/publish`).expect(200);
      return { id: body.id, slug: body.slug, url: body.url };
    },
    embedOf: async (id) => (await home.http.get(`/api/v1/forms/${id}/embed`).expect(200)).body,
    hostPage: (path, page) => {
      pages.set(path, page);
      return `${SHOP}${path}`;
    },
    visit: (options) => visit(browser, options),
    submissionsOf: async (id) => (await home.http.get(`/api/v1/forms/${id}/submissions`)).body.items,
    counted: async (id, views, starts) => {
      await until(`${views} views and ${starts} starts`, async () => {
        const { body } = await home.http.get(`/api/v1/forms/${id}/funnel`);
        return body.views === views && body.starts === starts ? true : null;
      });
    },
    close: async () => {
      await browser.close();
      await new Promise((resolve) => site.close(resolve));
      await api.close();
    },
  };
}

const standard = (topicId: string) => ({
  texts: { title: 'The spring guide', intro: 'Forty pages about brewing at home.', submit: 'Get the guide' },
  fields: [
    { name: 'email', to: 'email', label: 'Email address' },
    { name: 'first_name', to: 'firstName', label: 'First name' },
    { name: 'city', to: 'city', label: 'City', help: 'Where you live' },
  ],
  consents: [{ topicId, kind: 'checkbox', isRequired: true, text: CONSENT }],
});

function startSite(pages: Map<string, HostPage>): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', SHOP);
    const page = pages.get(pathname.replace(/\.css$/, ''));
    if (page === undefined) response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    else if (pathname.endsWith('.css'))
      response.writeHead(200, { 'Content-Type': 'text/css' }).end(page.style);
    else {
      const policy: Record<string, string> =
        page.policy === undefined ? {} : { 'Content-Security-Policy': page.policy };
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...policy });
      response.end(layout(page, pathname));
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const layout = ({ body, style }: HostPage, path: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>The shop</title>${style === undefined ? '' : `<link rel="stylesheet" href="${path}.css">`}</head>
<body><main><h1>The shop</h1>${body}<p id="below">What stands below the form.</p></main></body></html>`;

const WATCH_SHIFTS = `window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value; })
  .observe({ type: 'layout-shift', buffered: true });`;

async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 900 },
    userAgent: CHROME,
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const hosts = new Set<string>();
  if (options.javaScriptEnabled !== false) await page.addInitScript(WATCH_SHIFTS);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  page.on('console', (message) => {
    // Chromium reports each answer of 422 as an error: that is how errors in fields come.
    if (message.type() === 'error' && !message.text().includes('status of 422'))
      complaints.push(message.text());
  });
  return {
    page,
    complaints,
    hosts: () => [...hosts].sort(),
    shift: () =>
      page.evaluate<number>(
        'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.shifted))))',
      ),
    kept: async () => [
      ...(await context.cookies()),
      ...(await page.evaluate<unknown[]>(
        '(async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases())])()',
      )),
    ],
  };
}
