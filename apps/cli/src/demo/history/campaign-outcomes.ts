import { assignedVariant, type VariantKey } from '@features/campaigns';
import type { CampaignPlan } from './campaign-plans';
import { Dice } from './dice';
import { idAt, later, MINUTE_MS } from './moments';
import type { Person } from './people';
import { hitsOf, type HitRow } from './reader';

/** A row of `deliveries` of a campaign. */
export interface DeliveryRow {
  id: string;
  campaign_id: string;
  seq: number;
  contact_id: string;
  email: string;
  status: 'accepted' | 'refused';
  trackable: boolean;
  attempts: number;
  claimed_at: Date;
  handed_over_at: Date;
  finished_at: Date;
  reply_code: number;
  enhanced_code: string | null;
  reply: string;
  bounced_at: Date | null;
  bounce_class: 'hard' | 'soft' | 'block' | null;
  complained_at: Date | null;
  unsubscribed_at: Date | null;
  created_at: Date;
  variant: VariantKey | null;
}

/** A campaign and who was in its audience when it went out. */
export interface SentCampaign {
  id: string;
  plan: CampaignPlan;
  at: Date;
  /** Who may be mailed, in the order of the ledger. */
  audience: readonly Person[];
  /** Whom it makes leave. */
  leavers: ReadonlySet<Person>;
  /** How many links the message has. */
  links: number;
  now: Date;
}

export interface CampaignOutcome {
  deliveries: DeliveryRow[];
  hits: HitRow[];
  winner: VariantKey | null;
}

/** Of the A/B test of the history. */
export const AB_TEST = { percent: 60, minutes: 24 * 60 };

const REFUSALS = {
  hard: [550, '5.1.1', '550 5.1.1 The email account that you tried to reach does not exist'],
  soft: [552, '5.2.2', '552 5.2.2 The mailbox is full'],
  block: [554, '5.7.1', '554 5.7.1 Message refused by the policy of this domain'],
} as const;

/** What became of every message of a campaign: sums of states, opens and clicks follow from these rows alone. */
export function outcomeOf(campaign: SentCampaign): CampaignOutcome {
  const { plan, id } = campaign;
  const weights = Array.from({ length: campaign.links }, (_, index) => plan.links[index] ?? 0.4);
  const variantOf = (person: Person): VariantKey | null =>
    plan.test
      ? assignedVariant({ campaignId: id, testPercent: AB_TEST.percent, variants: 2 }, person.id)
      : null;
  const tested = campaign.audience.filter((person) => variantOf(person) !== null);
  const rest = campaign.audience.filter((person) => variantOf(person) === null);
  const deliveries: DeliveryRow[] = [];
  const hits: HitRow[] = [];
  const send = (
    people: readonly Person[],
    start: Date,
    variant: (person: Person) => VariantKey | null,
  ): void =>
    people.forEach((person, index) => {
      const row = deliver(
        person,
        { campaign, variant: variant(person), at: later(start, index * 110) },
        deliveries.length,
      );
      deliveries.push(row);
      const appeal = row.variant === 'b' ? (plan.test?.appeal ?? 1) : 1;
      if (row.status !== 'accepted' || row.bounced_at !== null || !row.trackable) return;
      const mail = {
        deliveryId: row.id,
        campaignId: id,
        name: plan.key,
        at: row.handed_over_at,
        links: weights,
        now: campaign.now,
      };
      hits.push(
        ...hitsOf(person, { ...mail, opens: plan.opens * Math.sqrt(appeal), clicks: plan.clicks * appeal }),
      );
    });
  send(tested, campaign.at, variantOf);
  const decidedAt = later(campaign.at, plan.test ? AB_TEST.minutes * MINUTE_MS : 0);
  const winner = plan.test ? leader(deliveries, hits, decidedAt) : null;
  send(rest, decidedAt, () => winner);
  return { deliveries, hits, winner };
}

/** The variant with the better click rate when the test ended. */
function leader(deliveries: readonly DeliveryRow[], hits: readonly HitRow[], end: Date): VariantKey {
  const clicked = new Set(
    hits
      .filter((hit) => hit.kind === 'click' && !hit.is_machine && hit.occurred_at <= end)
      .map((hit) => hit.delivery_id),
  );
  const rate = (key: VariantKey): number => {
    const group = deliveries.filter(
      ({ variant, status, bounced_at }) => variant === key && status === 'accepted' && !bounced_at,
    );
    return group.filter(({ id }) => clicked.has(id)).length / Math.max(1, group.length);
  };
  return rate('b') >= rate('a') ? 'b' : 'a';
}

interface Sending {
  campaign: SentCampaign;
  variant: VariantKey | null;
  at: Date;
}

function deliver(person: Person, { campaign, variant, at }: Sending, index: number): DeliveryRow {
  const { plan, id, leavers, now } = campaign;
  const dice = new Dice(`mail ${plan.key} ${person.email}`);
  const leaving = leavers.has(person) ? person.leaves : null;
  const refusal =
    leaving === 'refused'
      ? 'hard'
      : leaving === null && dice.chance(0.004)
        ? dice.pick(['soft', 'soft', 'block'] as const)
        : null;
  const bounce =
    leaving === 'bounced'
      ? 'hard'
      : leaving === null && refusal === null && dice.chance(0.003)
        ? 'soft'
        : null;
  const reacted = later(at, dice.minutes(240) * MINUTE_MS);
  const [code, enhanced, reply] = refusal ? REFUSALS[refusal] : [250, '2.0.0', '250 2.0.0 Ok: queued'];
  return {
    id: idAt(campaign.at),
    campaign_id: id,
    seq: index + 1,
    contact_id: person.id,
    email: person.email,
    status: refusal ? 'refused' : 'accepted',
    trackable: person.isTracked,
    attempts: 1,
    claimed_at: later(at, -900),
    handed_over_at: at,
    finished_at: later(at, 240),
    reply_code: code,
    enhanced_code: enhanced,
    reply,
    bounced_at: bounce ? later(at, dice.between(1, 30) * MINUTE_MS) : null,
    bounce_class: refusal ?? bounce,
    complained_at: leaving === 'complained' && reacted < now ? reacted : null,
    unsubscribed_at: leaving === 'unsubscribed' && reacted < now ? reacted : null,
    created_at: campaign.at,
    variant,
  };
}
