import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import type { Brand } from '@features/templates';
import { html, Html } from './html';
import { inLanguageOf } from './page-language';
import { pageStyle } from './page-style';
import { PAGE_WORDS } from './page-words';

export interface Page {
  status: number;
  title: string;
  /** Whose page it is; null on neutral ones. */
  owner: { name: string; brand: Brand | null } | null;
  body: Html;
  /** BCP 47. Default: English. */
  language?: string;
  /** Style of its own after that of all pages. */
  style?: string;
  /** Where forms of the page may lead besides our host: browsers hold redirects after a post to it. */
  formTarget?: string | null;
  /** Other sites may show it in a frame; `self`: only our own app. */
  mayBeFramed?: boolean | 'self';
  /** Loads the script of forms (`/embed/v1.js`), which answers in place. The page works without it. */
  hasFormScript?: boolean;
}

/**
 * Sends a public page: no script but that of forms, own style by nonce, not cached, not indexed, not framed, and its address (which is a
 * key) is passed on to nobody.
 */
export function sendPage(response: Response, page: Page): void {
  sendDrawnPage(response, drawPage(page, newNonce()));
}

export function newNonce(): string {
  return randomBytes(16).toString('base64');
}

/** A page as it goes out: text and policy name the nonce. */
export interface DrawnPage {
  status: number;
  policy: string;
  text: string;
  /** Also by our own app alone. */
  mayBeFramed: boolean;
}

export function drawPage(page: Page, nonce: string): DrawnPage {
  const ancestors = ancestorsOf(page);
  return {
    status: page.status,
    policy: [
      "default-src 'none'",
      `style-src 'nonce-${nonce}'`,
      ...(page.hasFormScript === true ? ["script-src 'self'", "connect-src 'self'"] : []),
      page.formTarget == null
        ? "form-action 'self'"
        : `form-action 'self' ${new URL(page.formTarget).origin}`,
      "base-uri 'none'",
      `frame-ancestors ${ancestors}`,
    ].join('; '),
    text: layout(page, nonce).text,
    mayBeFramed: ancestors !== "'none'",
  };
}

export function sendDrawnPage(response: Response, { mayBeFramed, ...answer }: DrawnPage): void {
  if (mayBeFramed) response.removeHeader('X-Frame-Options');
  sendHtml(response, answer);
}

function ancestorsOf({ mayBeFramed = false }: Page): string {
  if (mayBeFramed === 'self') return "'self'";
  return mayBeFramed ? '*' : "'none'";
}

/** What every answer of a public address has in common. */
export function sendHtml(response: Response, answer: { status: number; policy: string; text: string }): void {
  response
    .status(answer.status)
    .setHeader('Content-Security-Policy', answer.policy)
    .setHeader('Cache-Control', 'no-store')
    .setHeader('Referrer-Policy', 'no-referrer')
    .setHeader('X-Robots-Tag', 'noindex, nofollow')
    .type('html')
    .send(answer.text);
}

/** What every unknown, damaged or worn-out link shows: the same for all, so that it tells nothing. In the browser's language. */
export function sendNotFoundPage(response: Response): void {
  const { language, words } = inLanguageOf(response.req, PAGE_WORDS);
  const { title, text } = words.notFound;
  sendPage(response, {
    status: 404,
    title,
    owner: null,
    language,
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
  });
}

/** The page behind the links of a test send. */
export function sendTestPage(response: Response): void {
  sendPage(response, {
    status: 200,
    title: 'A test message',
    owner: null,
    body: html`<h1>This came from a test message</h1>
      <p>
        Readers find their own page here, where they can unsubscribe or choose what they receive. The link of
        a test belongs to nobody, so nothing was changed.
      </p>`,
  });
}

export function sendFailurePage(response: Response, status: number): void {
  const { language, words } = inLanguageOf(response.req, PAGE_WORDS);
  const { title, heading, text } = words.failure;
  sendPage(response, {
    status,
    title,
    owner: null,
    language,
    body: html`<h1>${heading}</h1>
      <p>${text}</p>`,
  });
}

function layout(
  { title, owner, body, language = 'en', style = '', hasFormScript }: Page,
  nonce: string,
): Html {
  const name = owner === null ? null : html`<header>${owner.name}</header>`;
  const heading = owner === null ? title : `${title} – ${owner.name}`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${heading}</title>
        ${styleOf(owner?.brand ?? null, style, nonce)}
        ${hasFormScript === true ? html`<script defer src="/embed/v1.js"></script>` : null}
      </head>
      <body>
        ${name}
        <main>${body}</main>
      </body>
    </html>`;
}

function styleOf(brand: Brand | null, style: string, nonce: string): Html {
  return new Html(`<style nonce="${nonce}">${pageStyle(brand)}${style}</style>`);
}
