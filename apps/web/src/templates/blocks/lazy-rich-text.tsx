import { lazy } from 'react';

const load = () => import('./rich-text-field');

/** The text editor is the largest part of the page: it is fetched while one looks at the email. */
export const RichTextField = lazy(async () => ({ default: (await load()).RichTextField }));

export function fetchRichText(): void {
  void load();
}
