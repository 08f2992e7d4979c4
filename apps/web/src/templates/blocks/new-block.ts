import { i18n } from '../../i18n';
import type { Block, BlockKind } from './document';
import { newId } from './edit-document';

/** What people can add, in the order of the menu. */
export const ADDABLE = [
  'heading',
  'text',
  'image',
  'button',
  'columns',
  'divider',
  'spacer',
  'social',
  'html',
  'header',
  'footer',
] as const satisfies readonly BlockKind[];
export type AddableKind = (typeof ADDABLE)[number];

const words = (key: string): string => i18n.t(`templates:${key}` as never) as unknown as string;

/** A block as one begins with it. `logo` is the brand's. */
export function newBlock(kind: AddableKind, { logo }: { logo: string }): Block {
  const id = newId();
  switch (kind) {
    case 'heading':
      return { id, kind, level: 2, align: 'left', content: [{ text: words('fresh.heading') }] };
    case 'text':
      return {
        id,
        kind,
        align: 'left',
        size: 'normal',
        passages: [{ kind: 'paragraph', content: [{ text: words('fresh.text') }] }],
      };
    case 'image':
      return { id, kind, src: '', alt: '', href: '', width: null, align: 'center' };
    case 'button':
      return { id, kind, label: words('fresh.button'), href: '', align: 'left', isWide: false };
    case 'columns':
      return { id, kind, split: '1-1', columns: [{ blocks: [] }, { blocks: [] }] };
    case 'divider':
      return { id, kind };
    case 'spacer':
      return { id, kind, height: 24 };
    case 'social':
      return { id, kind, align: 'left', links: [{ network: 'website', href: '' }] };
    case 'html':
      return { id, kind, html: '' };
    case 'header':
      return { id, kind, logo, showsViewInBrowser: true };
    case 'footer':
      return {
        id,
        kind,
        align: 'left',
        reason: [{ text: words('fresh.reason') }],
        unsubscribeLabel: words('fresh.unsubscribe'),
        preferencesLabel: words('fresh.preferences'),
      };
  }
}
