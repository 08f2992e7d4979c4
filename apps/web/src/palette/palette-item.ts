import type { LinkProps } from '@tanstack/react-router';

export type Creation = 'campaign' | 'sequence' | 'form';

/** Something to go to, or to make. */
export interface PaletteItem {
  key: string;
  label: string;
  /** Small, beside it: what it is. */
  hint?: string;
  go?: Pick<LinkProps, 'to' | 'params' | 'search'>;
  create?: Creation;
}

export interface PaletteGroup {
  key: string;
  label: string;
  items: PaletteItem[];
}

/** Every word typed is part of it, without regard to case and accents. */
export function isMatch(text: string, typed: string): boolean {
  const plain = fold(text);
  return fold(typed)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
