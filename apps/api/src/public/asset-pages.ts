import type { Response } from 'express';
import type { AssetRefusal } from '@features/assets';
import { html } from './html';
import { sendPage } from './page';

const WORDS: Readonly<Record<AssetRefusal, { title: string; text: string }>> = {
  expired: {
    title: 'This download link has expired',
    text: 'Links to downloads work for a while only. Ask for the file again where you found it, and you get a new link.',
  },
  'used-up': {
    title: 'This download link was used up',
    text: 'It was made for a few downloads, and they are done. Ask for the file again where you found it, and you get a new link.',
  },
  withdrawn: {
    title: 'This download is no longer offered',
    text: 'The file behind this link was withdrawn. If you still need it, answer the email that brought you here.',
  },
};

/** Instead of the file. Offers nothing to press: whoever has the link may not be the person it was made for. */
export function sendAssetRefusal(response: Response, refusal: AssetRefusal, workspaceName: string): void {
  const { title, text } = WORDS[refusal];
  sendPage(response, {
    status: 410,
    title,
    owner: { name: workspaceName, brand: null },
    body: html`<h1>${title}</h1>
      <p>${text}</p>`,
  });
}
