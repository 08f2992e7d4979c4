import { AbTestReports, chooseWinner } from '@features/campaigns';
import { EventsService } from '@features/events';
import { TemplatesService } from '@features/templates';
import { AB_TEST, outcomeOf, type CampaignOutcome, type DeliveryRow } from './campaign-outcomes';
import type { CampaignPlan } from './campaign-plans';
import { bodyOf } from './demo-emails';
import { MailPastRepository, type SentCampaignRow } from './mail.repository';
import { DAY_MS, idAt, later, MINUTE_MS } from './moments';
import { planCampaigns, type PlannedCampaign } from './past';
import type { Person } from './people';
import { readingEvents, type HitRow } from './reader';
import type { Telling } from './telling';

/** What the rest of the history needs to know of the mail. */
export interface MailTold {
  campaigns: { id: string; plan: CampaignPlan; at: Date }[];
  deliveries: DeliveryRow[];
  hits: HitRow[];
  /** The message because of which somebody left. */
  farewells: Map<Person, DeliveryRow>;
}

interface Written {
  row: SentCampaignRow;
  outcome: CampaignOutcome;
  /** Frozen contents of the variants, in their order, and the subject of the second. */
  versions: string[];
  otherSubject: string | null;
  urls: string[];
}

/**
 * The campaigns of the last year, each with its frozen content, one ledger row per person and what readers and machines did.
 * Everything is over before it is seen: one transaction, and no state that a worker would take up.
 */
export async function tellCampaigns(telling: Telling): Promise<MailTold> {
  const { app, actor, database, people, now } = telling;
  const repository = new MailPastRepository(database);
  const planned = planCampaigns(people, now);
  const written: Written[] = [];
  for (const campaign of planned) written.push(await write(telling, campaign));
  const deliveries = written.flatMap(({ outcome }) => outcome.deliveries);
  const hits = written.flatMap(({ outcome }) => outcome.hits);
  await database.transaction(async () => {
    await repository.addCampaigns(
      actor.workspaceId,
      written.map(({ row }) => row),
    );
    for (const test of written.filter(({ versions }) => versions.length > 1))
      await addTest(telling, repository, test);
    await repository.addDeliveries(actor.workspaceId, deliveries);
    await repository.addHits(actor.workspaceId, hits);
    const events = written.flatMap(({ row, outcome, urls }) =>
      readingEvents(outcome.hits, { campaign: row.id }, urls),
    );
    await app.get(EventsService).record(actor.workspaceId, events);
    for (const test of written.filter(({ versions }) => versions.length > 1))
      await decide(telling, repository, test);
  });
  const campaigns = planned.map(({ plan, at }, index) => ({ id: written[index]?.row.id ?? '', plan, at }));
  return { campaigns, deliveries, hits, farewells: farewells(planned, campaigns, deliveries) };
}

async function write(telling: Telling, campaign: PlannedCampaign): Promise<Written> {
  const { app, actor, now } = telling;
  const { plan, at, audience, leavers } = campaign;
  const templates = app.get(TemplatesService);
  const template = await templates.create(actor, {
    name: plan.name,
    subject: plan.subject,
    preheader: plan.preheader,
    ...bodyOf(app, { key: plan.key, gallery: plan.template }),
  });
  const templateId = await new MailPastRepository(telling.database).backDateTemplate(
    actor.workspaceId,
    template.id,
    later(at, -2 * DAY_MS),
  );
  const versions = [];
  for (const subject of [plan.subject, ...(plan.test ? [plan.test.subject] : [])])
    versions.push(await templates.freeze(actor.workspaceId, templateId, { subject }));
  const id = idAt(later(at, -2 * DAY_MS));
  const urls = (versions[0]?.compiled.links ?? []).map(({ url }) => url);
  const outcome = outcomeOf({ id, plan, at, audience, leavers, links: urls.length, now });
  return {
    row: rowOf(telling, campaign, { id, templateId, versionId: versions[0]?.id ?? '', outcome }),
    outcome,
    versions: versions.map((version) => version.id),
    otherSubject: plan.test?.subject ?? null,
    urls,
  };
}

function rowOf(
  { topicId, senderId, segments }: Telling,
  { plan, at, leftOut }: PlannedCampaign,
  done: { id: string; templateId: string; versionId: string; outcome: CampaignOutcome },
): SentCampaignRow {
  const { deliveries } = done.outcome;
  const finishedAt = deliveries[deliveries.length - 1]?.finished_at ?? at;
  const segment = plan.audience === 'all' ? null : segments[plan.audience];
  const everybody = { tree: { v: 1, match: 'all', rules: [] } };
  return {
    id: done.id,
    name: plan.name,
    topic_id: topicId,
    sender_id: senderId,
    template_id: done.templateId,
    template_version_id: done.versionId,
    subject: plan.subject,
    preheader: plan.preheader,
    audience: { include: [segment ? { segmentId: segment.id } : everybody], exclude: [] },
    segment_names: segment ? { [segment.id]: segment.name } : {},
    status: 'sent',
    scheduled_at: at,
    schedule_number: 1,
    resolved_at: at,
    sending_since: at,
    finished_at: finishedAt,
    audience_count: deliveries.length,
    left_out: leftOut,
    created_by: null,
    created_at: later(at, -2 * DAY_MS),
    updated_at: finishedAt,
  };
}

async function addTest(
  { actor }: Telling,
  repository: MailPastRepository,
  { row, versions, otherSubject }: Written,
): Promise<void> {
  const plan = { campaign_id: row.id, test_percent: AB_TEST.percent, metric: 'clicks' as const };
  await repository.addTest(
    actor.workspaceId,
    {
      ...plan,
      duration_minutes: AB_TEST.minutes,
      decision: 'automatic',
      when_unclear: 'leader',
      minimum_sample: 100,
      guards_unsubscribes: true,
      started_at: row.resolved_at,
      decide_at: decisionOf(row),
      created_at: row.created_at,
      updated_at: row.created_at,
    },
    versions.map((template_version_id, index) => ({
      campaign_id: row.id,
      key: index === 0 ? 'a' : 'b',
      subject: index === 0 ? null : otherSubject,
      template_version_id,
    })),
  );
}

/** In the words in which the product itself judges the rows. */
async function decide(
  telling: Telling,
  repository: MailPastRepository,
  { row, outcome }: Written,
): Promise<void> {
  const { app, actor } = telling;
  const { results, test } = await app.get(AbTestReports).report(actor.workspaceId, row.id);
  const judged = results && chooseWinner(results.verdict, test.whenUnclear);
  await repository.decideTest(actor.workspaceId, row.id, {
    winner: judged?.winner ?? outcome.winner ?? 'a',
    at: decisionOf(row),
    reason: judged?.reason ?? 'Nothing was delivered.',
  });
}

function decisionOf(row: SentCampaignRow): Date {
  return later(row.resolved_at, AB_TEST.minutes * MINUTE_MS);
}

function farewells(
  planned: readonly PlannedCampaign[],
  campaigns: readonly { id: string }[],
  deliveries: readonly DeliveryRow[],
): Map<Person, DeliveryRow> {
  const rows = new Map(deliveries.map((row) => [`${row.campaign_id} ${row.contact_id}`, row]));
  const pairs = planned.flatMap(({ leavers }, index) =>
    [...leavers].flatMap((person): [Person, DeliveryRow][] => {
      const row = rows.get(`${campaigns[index]?.id} ${person.id}`);
      return row ? [[person, row]] : [];
    }),
  );
  return new Map(pairs);
}
