import type { Response } from 'express';
import type { AssetRefusal } from '@features/assets';
import { ASSET_WORDS } from './asset-words';
import { html } from './html';
import { sendPage } from './page';
import { inLanguageOf } from './page-language';

/**
 * Instead of the file, in the language of the browser. Offers nothing to press: whoever has the link may not be the person it was
 * made for.
 */
export function sendAssetRefusal(response: Response, refusal: AssetRefusal, workspaceName: string): void {
  const { language, words } = inLanguageOf(response.req, ASSET_WORDS);
  const { title, text } = words[refusal];
  response.setHeader('Vary', 'Accept-Language');
  sendPage(response, {
    status: 410,
    title,
    owner: { name: workspaceName, brand: null },
    language,
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
  });
}
