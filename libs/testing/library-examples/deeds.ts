import { daysAgo, ordered, ranked, type Deed, type Examples, type Person } from './person';

const did = (...deeds: Deed[]): Person => ({ did: deeds });
const computed = (columns: Record<string, unknown>): Person => ({ computed: columns });
const nobody: Person = {};

/** What people do and are worth: events and computed values. */
export const deeds: Examples = {
  'bought-product': {
    in: [did(ordered(10, { products: ['TEA-1', 'ESP-250'] }))],
    out: [did(ordered(10)), did(ordered(400, { products: ['ESP-250'] })), nobody],
  },
  'bought-a-never-b': {
    in: [did(ordered(10, { products: ['ESP-250'] }))],
    out: [
      did(ordered(10, { products: ['ESP-250'] }), ordered(900, { products: ['MILL-1'] })),
      did(ordered(10, { products: ['MILL-1'] })),
      nobody,
    ],
  },
  'bought-category': {
    in: [did(ordered(10, { categories: ['Coffee', 'Tea'] }))],
    out: [did(ordered(10)), did(ordered(400, { categories: ['Coffee'] })), nobody],
  },
  browsed: {
    in: [did(viewed(2)), did(viewed(2), ordered(20, { products: ['ESP-250'] }))],
    out: [did(viewed(2), ordered(1, { products: ['ESP-250'] })), did(viewed(20)), nobody],
  },
  downloaded: {
    in: [did(deed('asset.downloaded', 3, { asset: 'eBook' }))],
    out: [
      did(deed('asset.downloaded', 40, { asset: 'ebook' })),
      did(deed('asset.downloaded', 3, { asset: 'film' })),
    ],
  },
  'frequent-buyers': {
    in: [did(ordered(1), ordered(100), ordered(200), ordered(300))],
    out: [did(ordered(1), ordered(100), ordered(200), ordered(400)), nobody],
  },
  'frequent-visitors': {
    in: [did(...visits(5, 3))],
    out: [did(...visits(4, 3), ...visits(5, 40)), nobody],
  },
  'never-activated': {
    in: [did(deed('product.signed-up', 10)), did(deed('product.signed-up', 10), used('search'))],
    out: [did(deed('product.signed-up', 10), used('calendar')), did(deed('product.signed-up', 3)), nobody],
  },
  'mostly-mobile': { in: [computed({ device: 'mobile' })], out: [computed({ device: 'desktop' }), nobody] },
  'mail-client': {
    in: [computed({ mail_client: 'outlook' })],
    out: [computed({ mail_client: 'gmail' }), nobody],
  },
  'top-margin': {
    in: ranked('margin', [900]),
    out: [...ranked('margin', [10, 20, 30, 40, 50, 60, 70, 80, 90]), nobody],
  },
  'top-customers': {
    in: ranked('lifetime_value', [900]),
    out: [...ranked('lifetime_value', [10, 20, 30, 40, 50, 60, 70, 80, 90]), nobody],
  },
  vip: {
    in: [did(ordered(1, { total: 201 }), ordered(100), ordered(200), ordered(300))],
    out: [
      did(ordered(1, { total: 200 }), ordered(100), ordered(200), ordered(300)),
      did(ordered(1, { total: 900 }), ordered(100), ordered(200)),
      nobody,
    ],
  },
  'one-and-done': {
    in: [computed({ orders_count: 1, last_order_at: daysAgo(62) })],
    out: [
      computed({ orders_count: 1, last_order_at: daysAgo(59) }),
      computed({ orders_count: 2, last_order_at: daysAgo(62) }),
      nobody,
    ],
  },
  'churn-risk': {
    in: [computed({ churn_risk: 'high' })],
    out: [computed({ churn_risk: 'medium' }), nobody],
  },
  'at-risk-high-value': {
    in: ranked('lifetime_value', [900], { churn_ratio: 2.5 }),
    out: [
      ...ranked('lifetime_value', [800], { churn_ratio: 2 }),
      ...ranked('lifetime_value', [10, 20, 30, 40, 50, 60], { churn_ratio: 3 }),
      nobody,
    ],
  },
  lapsed: {
    in: [computed({ orders_count: 3, last_order_at: daysAgo(182) })],
    out: [computed({ orders_count: 3, last_order_at: daysAgo(170) }), nobody],
  },
  ...Object.fromEntries(
    ['champions', 'loyal', 'recent', 'promising', 'needs-attention', 'at-risk', 'lost'].map((group) => [
      `rfm-${group}`,
      {
        in: [computed({ rfm_group: group })],
        out: [computed({ rfm_group: group === 'lost' ? 'loyal' : 'lost' }), computed({}), nobody],
      },
    ]),
  ),
  'new-this-week': { in: [nobody], out: [{ createdDaysAgo: 8 }] },
  'first-discovery': {
    in: [nobody, { createdDaysAgo: 29 }],
    out: [{ createdDaysAgo: 31 }, did(deed('cart.updated', 1)), did(ordered(1))],
  },
  'cart-abandoned': {
    in: [did(deed('cart.updated', 1))],
    out: [
      did(deed('cart.updated', 2), ordered(1)),
      did(deed('cart.updated', 5)),
      did(deed('cart.updated', 1), deed('cart.updated', 1 / 24)),
      nobody,
    ],
  },
  'first-purchase': {
    in: [computed({ orders_count: 1, last_order_at: daysAgo(5) })],
    out: [
      computed({ orders_count: 2, last_order_at: daysAgo(5) }),
      computed({ orders_count: 1, last_order_at: daysAgo(40) }),
      nobody,
    ],
  },
  loyal: {
    in: [computed({ lifecycle_stage: 'loyal' })],
    out: [computed({ lifecycle_stage: 'lapsed' }), nobody],
  },
  engaged: {
    in: [did(deed('email.opened', 80)), did(deed('email.clicked', 10))],
    out: [did(deed('email.opened', 100)), nobody],
  },
  unengaged: {
    in: [mailedSince(200)],
    out: [
      { ...mailedSince(200), did: [deed('email.opened', 100)] },
      mailedSince(100),
      { createdDaysAgo: 200 },
      nobody,
    ],
  },
};

function deed(name: string, ago: number, properties: Record<string, unknown> = {}): Deed {
  return { name, daysAgo: ago, properties };
}

function viewed(ago: number): Deed {
  return deed('product.viewed', ago, { product: 'ESP-250' });
}

function used(feature: string): Deed {
  return deed('feature.used', 2, { feature });
}

function visits(count: number, ago: number): Deed[] {
  return Array.from({ length: count }, () => deed('page.viewed', ago));
}

function mailedSince(createdDaysAgo: number): Person {
  return { createdDaysAgo, mailed: true };
}
