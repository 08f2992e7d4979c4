import type { LibraryEntry } from '../library-entry';
import { opens } from '../declare-needs';

export const technographic: readonly LibraryEntry[] = [
  {
    key: 'mostly-mobile',
    name: 'Reads mostly on mobile',
    category: 'technographic',
    useWhen: 'When a layout, an app or a one-tap offer is made for telephones.',
    parameters: [],
    rules: [{ field: 'computed.device', op: 'is', value: 'mobile' }],
    needs: [opens],
    idea: { kind: 'campaign', text: 'One picture, one sentence, one button; or the app.' },
  },
  {
    key: 'mail-client',
    name: 'Uses a mail client',
    category: 'technographic',
    useWhen: 'When a mail looks different, or an integration exists, in a certain mail client.',
    parameters: [{ name: 'client', label: 'Mail client', default: 'outlook' }],
    rules: [{ field: 'computed.mailClient', op: 'is', value: { $: 'client' } }],
    needs: [opens],
    idea: { kind: 'campaign', text: 'How our add-in saves a click in this very program.' },
  },
];
