/** A campaign that was sent in the demo's past. */
export interface CampaignPlan {
  key: string;
  name: string;
  daysAgo: number;
  /** UTC. */
  hour: number;
  /** Key of the gallery email that it is made of. */
  template: string;
  subject: string;
  preheader: string;
  /** `all`: everybody; else those of the segment of that name. */
  audience: 'all' | 'iberia' | 'drinkers';
  /** How likely a glad reader opens it, and then clicks; 0 to 1. */
  opens: number;
  clicks: number;
  /** How the clicks share out over the links of the email, in their order; further links get a little. */
  links: readonly number[];
  /** The other subject of an A/B test, and how much better or worse than the first it does. */
  test?: { subject: string; appeal: number };
}

/** In the order in which they were sent. */
export const CAMPAIGN_PLANS: readonly CampaignPlan[] = [
  {
    key: 'winter-letter',
    name: 'The winter letter',
    daysAgo: 329,
    hour: 9,
    template: 'newsletter',
    subject: 'What we drink when it rains for a week',
    preheader: 'A washed Huila, the two-minute test for a sour brew, and what we paid for every bag.',
    audience: 'all',
    opens: 0.82,
    clicks: 0.3,
    links: [6, 3, 2, 1],
  },
  {
    key: 'last-winter-bags',
    name: 'Last bags of the winter harvest',
    daysAgo: 281,
    hour: 10,
    template: 'limited-offer',
    subject: 'Three coffees we will not roast again',
    preheader: 'Up to 30 % off until Sunday, while the bags last.',
    audience: 'all',
    opens: 0.74,
    clicks: 0.38,
    links: [4, 3, 3, 2],
  },
  {
    key: 'spring-letter',
    name: 'The spring letter',
    daysAgo: 226,
    hour: 9,
    template: 'newsletter',
    subject: '{{default contact.firstName "Hello"}}, the first fresh crop is in the roastery',
    preheader: 'Plus: grind finer, pour slower, and why our bags are now refilled.',
    audience: 'all',
    opens: 0.86,
    clicks: 0.33,
    links: [5, 3, 2, 2],
  },
  {
    key: 'waiting-deliveries',
    name: 'Subscriptions that wait for you',
    daysAgo: 183,
    hour: 13,
    template: 'product-news',
    subject: 'Your subscription now waits for you',
    preheader: 'Skip or move a delivery with one tap. Plus three smaller things we finished.',
    audience: 'drinkers',
    opens: 0.88,
    clicks: 0.36,
    links: [7, 2],
  },
  {
    key: 'porto-tasting',
    name: 'Summer tasting in Porto',
    daysAgo: 139,
    hour: 16,
    template: 'event-invitation',
    subject: 'You are invited: taste three harvests with their growers',
    preheader: 'An evening at the roastery and online. 120 places, all free.',
    audience: 'iberia',
    opens: 0.9,
    clicks: 0.42,
    links: [8, 2],
  },
  {
    key: 'one-question',
    name: 'One question, ten seconds',
    daysAgo: 97,
    hour: 9,
    template: 'feedback-request',
    subject: 'One question, ten seconds',
    preheader: 'How likely are you to recommend us to a friend? Pick a number and you are done.',
    audience: 'all',
    opens: 0.8,
    clicks: 0.34,
    links: [1, 0.5, 0.5, 0.5, 1, 1, 1.5, 3, 6, 8, 9, 2],
  },
  {
    key: 'autumn-letter',
    name: 'The autumn letter',
    daysAgo: 55,
    hour: 9,
    template: 'newsletter',
    subject: 'The autumn letter from Maré Alta',
    preheader: 'Two new harvests, one honest price list, and a recipe for slow mornings.',
    audience: 'all',
    opens: 0.74,
    clicks: 0.2,
    links: [6, 3, 2, 1],
    test: {
      subject: '{{default contact.firstName "Hello"}}, which of these two would you brew first?',
      appeal: 2.4,
    },
  },
  {
    key: 'last-summer-bags',
    name: 'Last bags of the summer roast',
    daysAgo: 16,
    hour: 10,
    template: 'limited-offer',
    subject: 'Until Sunday: the last bags of the summer roast',
    preheader: 'Three farewells at a friendly price.',
    audience: 'all',
    opens: 0.78,
    clicks: 0.4,
    links: [5, 3, 3, 2],
  },
];
