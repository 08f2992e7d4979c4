/** Something that happens to a contact, so many days after the trigger. */
interface Happening {
  day: number;
  name: string;
  properties?: object;
}

/** What becomes of one contact in a shipped sequence. */
export interface LibraryStory {
  about: string;
  happens: readonly Happening[];
  /** Email steps whose mail arrives, in order. */
  gets: readonly string[];
  /** How it ends; `completed:end` unless told otherwise. */
  ends?: string;
  /** Tags in the end. */
  tags?: readonly string[];
  /** Subscription to the topic, before and in the end. */
  subscription?: { before: 'subscribed' | 'pending'; after: 'subscribed' | 'unsubscribed' | 'pending' };
  /** On this day of the story the address is confirmed. */
  confirms?: number;
}

export interface LibraryStories {
  /** What lets them in; `$asset`, `$form`, `$segment` stand for ids. Null: their birthday. */
  trigger: { name: string; properties: object } | null;
  stories: readonly LibraryStory[];
}

const attends = (day: number): Happening => ({ day, name: 'webinar.attended' });
const orders = (day: number): Happening => ({ day, name: 'order.placed', properties: { total: 30 } });

/** Stories that between them take every way through every shipped sequence. */
export const LIBRARY_STORIES: Readonly<Record<string, LibraryStories>> = {
  'ebook-webinar-demo': {
    trigger: { name: 'asset.downloaded', properties: { asset: '$asset' } },
    stories: [
      {
        about: 'attends, and is offered a demo call with one reminder',
        happens: [attends(8)],
        gets: ['invitation', 'demo-offer', 'demo-reminder'],
      },
      {
        about: 'attends and books, which ends it before the reminder',
        happens: [attends(8), { day: 9, name: 'demo.booked' }],
        gets: ['invitation', 'demo-offer'],
        ends: 'completed:goal',
      },
      {
        about: 'misses it, watches the recording, and is offered the call',
        happens: [attends(20)],
        gets: ['invitation', 'second-chance', 'demo-offer', 'demo-reminder'],
      },
      {
        about: 'misses both, and is left alone after the second chance',
        happens: [],
        gets: ['invitation', 'second-chance'],
      },
      {
        about: 'books before the invitation, and gets nothing',
        happens: [{ day: 1, name: 'demo.booked' }],
        gets: [],
        ends: 'completed:goal',
      },
      {
        about: 'attends before the invitation went out, which is another webinar',
        happens: [attends(1)],
        gets: ['invitation', 'second-chance'],
      },
    ],
  },
  welcome: {
    trigger: { name: 'form.submitted', properties: { form: '$form' } },
    stories: [
      { about: 'is subscribed already', happens: [], gets: ['hello', 'best-of', 'question'] },
      {
        about: 'confirms two days later, and is welcomed then',
        happens: [],
        confirms: 2,
        gets: ['hello', 'best-of', 'question'],
        subscription: { before: 'pending', after: 'subscribed' },
      },
      {
        about: 'never confirms, and gets nothing',
        happens: [],
        gets: [],
        subscription: { before: 'pending', after: 'pending' },
      },
    ],
  },
  'never-activated-training': {
    trigger: { name: 'product.signed-up', properties: { plan: 'trial' } },
    stories: [
      {
        about: 'comes to the training',
        happens: [{ day: 10, name: 'training.attended' }],
        gets: ['first-steps', 'training', 'checklist'],
        tags: [],
      },
      {
        about: 'does not come, and gets a letter and the tag',
        happens: [],
        gets: ['first-steps', 'training', 'letter'],
        tags: ['never activated'],
      },
      {
        about: 'begins by itself, which ends it',
        happens: [{ day: 4, name: 'feature.used', properties: { feature: 'delivery-plan' } }],
        gets: ['first-steps'],
        ends: 'completed:goal',
      },
      {
        about: 'begins after the training, which ends it without the tag',
        happens: [
          { day: 10, name: 'training.attended' },
          { day: 12, name: 'feature.used' },
        ],
        gets: ['first-steps', 'training', 'checklist'],
        ends: 'completed:goal',
        tags: [],
      },
    ],
  },
  'abandoned-cart': {
    trigger: { name: 'cart.updated', properties: { value: 49.9 } },
    stories: [
      { about: 'does not come back', happens: [], gets: ['reminder', 'doubts', 'last-note'] },
      {
        about: 'goes on filling it, and is reminded later',
        happens: [{ day: 0.1, name: 'cart.updated', properties: { value: 60 } }],
        gets: ['reminder', 'doubts', 'last-note'],
      },
      { about: 'orders within the hour', happens: [orders(0.04)], gets: [], ends: 'completed:goal' },
      {
        about: 'orders after the reminder',
        happens: [orders(0.5)],
        gets: ['reminder'],
        ends: 'completed:goal',
      },
      {
        about: 'empties the cart',
        happens: [{ day: 0.6, name: 'cart.updated', properties: { value: 0 } }],
        gets: ['reminder'],
        ends: 'exited:exit',
      },
    ],
  },
  birthday: {
    trigger: null,
    stories: [
      { about: 'does not order', happens: [], gets: ['congratulations', 'present-ends'] },
      {
        about: 'orders the present',
        happens: [orders(5)],
        gets: ['congratulations'],
        ends: 'completed:goal',
      },
    ],
  },
  'top-customers-referral': {
    trigger: { name: 'segment.entered', properties: { segment: '$segment' } },
    stories: [
      {
        about: 'passes it on at once',
        happens: [{ day: 7, name: 'referral.made' }],
        gets: ['thanks', 'favour', 'referral-thanks'],
      },
      {
        about: 'passes it on after the reminder',
        happens: [{ day: 18, name: 'referral.made' }],
        gets: ['thanks', 'favour', 'reminder', 'referral-thanks'],
      },
      { about: 'never passes it on', happens: [], gets: ['thanks', 'favour', 'reminder'] },
      {
        about: 'returns an order, and is asked for nothing',
        happens: [{ day: 3, name: 'order.refunded', properties: { total: 30 } }],
        gets: ['thanks'],
        ends: 'exited:exit',
      },
    ],
  },
  'win-back': {
    trigger: { name: 'segment.entered', properties: { segment: '$segment' } },
    stories: [
      {
        about: 'clicks without ordering, and hears that the voucher ends',
        happens: [{ day: 8, name: 'email.clicked' }],
        gets: ['miss-you', 'offer', 'offer-ends'],
        tags: [],
      },
      {
        about: 'stays silent, and gets a farewell and the tag',
        happens: [],
        gets: ['miss-you', 'offer', 'farewell'],
        tags: ['win-back: silent'],
      },
      {
        about: 'orders after the voucher',
        happens: [orders(9)],
        gets: ['miss-you', 'offer'],
        ends: 'completed:goal',
      },
    ],
  },
  're-permission': {
    trigger: { name: 'segment.entered', properties: { segment: '$segment' } },
    stories: [
      {
        about: 'stays silent, and is unsubscribed from the topic',
        happens: [],
        gets: ['question', 'last-question'],
        subscription: { before: 'subscribed', after: 'unsubscribed' },
      },
      {
        about: 'says yes with a click',
        happens: [{ day: 16, name: 'email.clicked' }],
        gets: ['question', 'last-question'],
        ends: 'completed:goal',
        subscription: { before: 'subscribed', after: 'subscribed' },
      },
      {
        about: 'says yes through a form',
        happens: [{ day: 1, name: 'form.submitted', properties: { form: '$form' } }],
        gets: ['question'],
        ends: 'exited:exit',
        subscription: { before: 'subscribed', after: 'subscribed' },
      },
      {
        about: 'orders',
        happens: [orders(2)],
        gets: ['question'],
        ends: 'exited:exit',
        subscription: { before: 'subscribed', after: 'subscribed' },
      },
    ],
  },
};
