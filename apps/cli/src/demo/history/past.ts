import { CAMPAIGN_PLANS, type CampaignPlan } from './campaign-plans';
import { Dice } from './dice';
import { workdayBefore } from './moments';
import type { Person } from './people';

/** A campaign of the plan, placed in time, with those who were there. */
export interface PlannedCampaign {
  plan: CampaignPlan;
  at: Date;
  audience: Person[];
  leavers: Set<Person>;
  leftOut: Record<string, number>;
}

const PLANS_WITH_A_BOX = ['Everyday', 'Business'];

function isMeant({ audience }: CampaignPlan, person: Person): boolean {
  if (audience === 'iberia') return person.country === 'PT' || person.country === 'ES';
  if (audience === 'drinkers') return person.plan !== null && PLANS_WITH_A_BOX.includes(person.plan);
  return true;
}

/** Who was in the audience of each campaign, who was left out and why, and who left because of it. */
export function planCampaigns(people: readonly Person[], now: Date): PlannedCampaign[] {
  const sent = CAMPAIGN_PLANS.map((plan) => ({ plan, at: workdayBefore(now, plan.daysAgo, plan.hour) }));
  const lastMail = new Map<Person, number>();
  for (const person of people.filter(({ leaves }) => leaves !== null)) {
    const possible = sent.flatMap(({ plan, at }, index) =>
      at > person.joinedAt && isMeant(plan, person) ? [index] : [],
    );
    // Dead addresses show soon; others leave when they have had enough.
    const dice = new Dice(`leaves ${person.email}`);
    const isDead = person.leaves === 'refused' || person.leaves === 'bounced';
    if (possible.length > 0)
      lastMail.set(person, isDead && dice.chance(0.6) ? (possible[0] ?? 0) : dice.pick(possible));
  }
  return sent.map(({ plan, at }, index) => {
    const matching = people.filter((person) => person.joinedAt < at && isMeant(plan, person));
    const stays = (person: Person): boolean =>
      (lastMail.get(person) ?? (person.leaves ? -1 : Infinity)) >= index;
    const audience = matching.filter((person) => isMailable(person) && stays(person));
    return {
      plan,
      at,
      audience,
      leavers: new Set(audience.filter((person) => lastMail.get(person) === index)),
      leftOut: countReasons(matching.filter((person) => !audience.includes(person))),
    };
  });
}

/** Those who leave during the history could be mailed until then. */
function isMailable({ standing, leaves }: Person): boolean {
  return standing === 'subscribed' || leaves !== null;
}

function countReasons(people: readonly Person[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { standing, leaves } of people) {
    const isDead = standing === 'cleaned' || leaves === 'complained';
    const reason = standing === 'never' ? 'no-subscription' : isDead ? 'suppressed' : 'unsubscribed';
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
