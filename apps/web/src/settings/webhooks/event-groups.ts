/** Events that Tidings itself records, by what they are about. */
export const EVENT_GROUPS = {
  form: ['form.submitted', 'form.confirmed'],
  asset: ['asset.downloaded'],
  email: ['email.opened', 'email.clicked'],
  order: ['order.placed', 'order.cancelled', 'order.refunded'],
  chat: ['chat.started'],
} as const;

export type EventGroup = keyof typeof EVENT_GROUPS;
export type KnownEvent = (typeof EVENT_GROUPS)[EventGroup][number];
type TextKey<Name extends string> = Name extends `${infer Noun}.${infer Verb}` ? `${Noun}_${Verb}` : never;

export const GROUP_NAMES = Object.keys(EVENT_GROUPS) as EventGroup[];
const KNOWN = new Set<string>(Object.values(EVENT_GROUPS).flat());

export function isKnownEvent(name: string): name is KnownEvent {
  return KNOWN.has(name);
}

/** Under which name the texts hold it: a dot would lead into them. */
export function textKeyOf(name: KnownEvent): TextKey<KnownEvent> {
  return name.replace('.', '_') as TextKey<KnownEvent>;
}
