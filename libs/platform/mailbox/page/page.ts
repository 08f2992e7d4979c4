import { createHash } from 'node:crypto';

import { PAGE_BODY } from './body';
import { SCRIPT_LIST } from './script-list';
import { SCRIPT_MESSAGE } from './script-message';
import { SCRIPT_START } from './script-start';
import { STYLE_LAYOUT } from './style-layout';
import { STYLE_MESSAGE } from './style-message';

const STYLE = STYLE_LAYOUT + STYLE_MESSAGE;
const SCRIPT = `'use strict';\n(() => {\n${SCRIPT_LIST}${SCRIPT_MESSAGE}${SCRIPT_START}})();\n`;

const hashSource = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

const POLICY = [
  "default-src 'none'",
  `script-src ${hashSource(SCRIPT)}`,
  `style-src ${hashSource(STYLE)}`,
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  // The script builds the page from text nodes only; this makes the browser refuse anything else.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Local mailbox · Tidings</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect x='2' y='6' width='28' height='20' rx='4' fill='%230f766e'/%3E%3Cpath d='m5 10 11 8 11-8' fill='none' stroke='%23fff' stroke-width='2.5' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E">
<style>${STYLE}</style>
</head>
<body>
${PAGE_BODY}
<script>${SCRIPT}</script>
</body>
</html>
`;

/** The page and the only policy it works under: the one script and style sheet it contains, by their hashes. */
export function mailboxPage(): { html: string; policy: string } {
  return { html: HTML, policy: POLICY };
}
