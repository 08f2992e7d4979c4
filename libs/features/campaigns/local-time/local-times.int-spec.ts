import { DateTime } from 'luxon';
import { systemActor } from '@features/accounts';
import { DeliveryBatchesRepository } from '@features/deliveries';
import type { Database } from '@platform/database';
import { JobQueue } from '@platform/queue';
import { anAudience, morePeople, type AudienceWorld } from '../../../testing/ledger/audience-world';
import { campaignServices, type CampaignServices } from '../../../testing/ledger/campaign-services';
import { AbTestsRepository } from '../ab-test/ab-tests.repository';
import type { Campaign } from '../campaign';
import { CampaignLifecycleService } from '../campaign-lifecycle.service';
import { CampaignSweeper } from '../campaign-sweeper.service';
import { CampaignsRepository } from '../campaigns.repository';
import { PreflightService } from '../preflight/preflight.service';
import { ExpandAudience } from '../resolve/expand-audience.service';
import { ResolveCampaign } from '../resolve/resolve-campaign.service';
import { CampaignScheduling } from './campaign-scheduling.service';
import { LocalTimesRepository } from './local-times.repository';
import { LocalTimesService } from './local-times.service';

let services: CampaignServices;
let database: Database;
let world: AudienceWorld;

beforeAll(async () => {
  services = await campaignServices();
  database = services.database;
});

afterAll(() => services.close());

beforeEach(async () => {
  world = await anAudience(database, 0);
});

const actor = () => systemActor(world.workspaceId, 'test');
const campaign = async (): Promise<Campaign> =>
  (await services.get(CampaignsRepository).find(world.workspaceId, world.campaignId)) as Campaign;
const people = (count: number, zone: string | null) => morePeople(database, world, { count, zone });
const schedule = (localTime: string) =>
  services.get(CampaignScheduling).schedule(actor(), world.campaignId, { localTime });

/** What clocks in UTC show so many hours from now. */
const inHours = (hours: number): string => DateTime.utc().plus({ hours }).toFormat("yyyy-MM-dd'T'HH:mm");
const whenIn = (localTime: string, zone: string): Date => DateTime.fromISO(localTime, { zone }).toJSDate();

describe('the instant of a local time', () => {
  // Worked out by hand from the rules of each zone.
  it.each([
    ['Europe/Lisbon', '2026-12-01T09:00', '2026-12-01T09:00Z', 'winter time'],
    ['Europe/Lisbon', '2026-07-01T09:00', '2026-07-01T08:00Z', 'summer time'],
    ['Europe/Lisbon', '2026-03-29T00:59', '2026-03-29T00:59Z', 'before the gap'],
    ['Europe/Lisbon', '2026-03-29T01:00', '2026-03-29T01:00Z', 'the gap begins'],
    ['Europe/Lisbon', '2026-03-29T01:30', '2026-03-29T01:00Z', 'in the gap: when it is over'],
    ['Europe/Lisbon', '2026-03-29T02:00', '2026-03-29T01:00Z', 'after the gap'],
    ['Europe/Lisbon', '2026-10-25T01:30', '2026-10-25T00:30Z', 'the hour that comes twice: the first'],
    ['Europe/Lisbon', '2026-10-25T02:00', '2026-10-25T02:00Z', 'after the hour that comes twice'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30Z', 'a gap of half an hour'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45Z', 'half an hour that comes twice'],
    ['Australia/Lord_Howe', '2026-04-05T01:15', '2026-04-04T14:15Z', 'before half an hour that comes twice'],
    ['Pacific/Kiritimati', '2026-12-01T09:00', '2026-11-30T19:00Z', '14 hours ahead'],
    ['Pacific/Pago_Pago', '2026-12-01T09:00', '2026-12-01T20:00Z', '11 hours behind'],
    ['Asia/Kathmandu', '2026-12-01T09:00', '2026-12-01T03:15Z', 'three quarters of an hour'],
    ['Pacific/Apia', '2011-12-30T10:00', '2011-12-30T10:00Z', 'a day that never came: when it is over'],
    ['Europe/Dublin', '2026-10-25T01:30', '2026-10-25T00:30Z', 'a zone whose winter is the exception'],
  ])('in %s, %s is %s: %s', async (zone, localTime, expected) => {
    const [instant] = await services.get(LocalTimesRepository).instants(world.workspaceId, localTime, [zone]);
    expect(instant).toEqual({ raw: zone, zone, isKnown: true, at: new Date(expected) });
  });

  it('is that of the workspace where a zone is not known', async () => {
    await database.execute(`UPDATE workspaces SET time_zone = 'Asia/Kathmandu' WHERE id = $1`, [
      world.workspaceId,
    ]);
    const spellings = ['', 'Mars/Olympus', 'FOO+5', '+02:00', 'europe/LISBON'];
    const instants = await services
      .get(LocalTimesRepository)
      .instants(world.workspaceId, '2026-12-01T09:00', spellings);
    const answers = instants.map(({ raw, zone, isKnown }) => [raw, [zone, isKnown]] as const);
    expect(Object.fromEntries(answers)).toEqual({
      '': ['Asia/Kathmandu', false],
      'Mars/Olympus': ['Asia/Kathmandu', false],
      'FOO+5': ['Asia/Kathmandu', false],
      '+02:00': ['Asia/Kathmandu', false],
      'europe/LISBON': ['Europe/Lisbon', true],
    });
  });
});

describe('a campaign at a local time', () => {
  const zones = ['Asia/Kathmandu', 'Europe/Lisbon', 'Europe/London', 'America/Lima', 'Pacific/Pago_Pago'];

  /** The due time of everybody's batch, by their zone. */
  async function dueByZone(): Promise<Record<string, Date[]>> {
    const rows = await database.query<{ zone: string; due: Date[] }>(
      `SELECT coalesce(c.time_zone, 'none') AS zone, array_agg(DISTINCT b.due_at) AS due
       FROM deliveries d JOIN contacts c ON c.id = d.contact_id
       JOIN delivery_batches b ON b.campaign_id = d.campaign_id AND d.seq BETWEEN b.first_seq AND b.last_seq
       WHERE d.campaign_id = $1 GROUP BY 1`,
      [world.campaignId],
    );
    return Object.fromEntries(rows.map(({ zone, due }) => [zone, due]));
  }

  it('reaches everybody when it is that time where they are, and at once where it is over', async () => {
    for (const zone of zones) await people(300, zone);
    await people(20, null);
    await people(5, 'Mars/Olympus');
    const localTime = inHours(3);
    const { localTimes } = await schedule(localTime);
    expect(localTimes).toMatchObject({ contacts: 1525, unknownContacts: 25, passedContacts: 300 });
    const resolved = await services.get(ResolveCampaign).resolve(world.campaignId, 2);
    expect(resolved).toMatchObject({ status: 'sending', audienceCount: 1525, unknownZoneCount: 25 });
    await services.get(ExpandAudience).expand(world.campaignId, 'last');
    const due = await dueByZone();
    expect(due['Asia/Kathmandu']).toEqual([resolved?.resolvedAt]);
    for (const zone of zones.slice(1)) expect([zone, due[zone]]).toEqual([zone, [whenIn(localTime, zone)]]);
    expect(due['none']).toEqual([whenIn(localTime, 'UTC')]);
    expect(due['Mars/Olympus']).toEqual(due['none']);
    // Lisbon and London are one group: their people share batches.
    const shared = await database.query(
      `SELECT FROM delivery_batches b WHERE b.campaign_id = $1 AND b.due_at = $2 AND (
         SELECT count(DISTINCT c.time_zone) FROM deliveries d JOIN contacts c ON c.id = d.contact_id
         WHERE d.campaign_id = $1 AND d.seq BETWEEN b.first_seq AND b.last_seq AND c.time_zone LIKE 'Europe/%') = 2`,
      [world.campaignId, whenIn(localTime, 'Europe/Lisbon')],
    );
    expect(shared.length).toBeGreaterThan(0);
    const kept = await services.get(LocalTimesService).of(await campaign());
    expect(kept).toMatchObject({ contacts: 1525, unknownContacts: 25, passedContacts: 300 });
    expect(kept.zones.map(({ zone }) => zone)).toEqual(localTimes?.zones.map(({ zone }) => zone));
  });

  it('sends only what is due, and is not sent before the last zone', async () => {
    for (const zone of zones) await people(2, zone);
    await schedule(inHours(3));
    await services.get(ResolveCampaign).resolve(world.campaignId, 2);
    const batches = services.get(DeliveryBatchesRepository);
    const due = await batches.findDue(100, world.campaignId);
    expect(due).toHaveLength(1);
    await database.execute(
      `UPDATE delivery_batches SET status = 'done' WHERE campaign_id = $1 AND due_at <= now()`,
      [world.campaignId],
    );
    expect(await services.get(CampaignsRepository).finishIfDone(world.campaignId)).toBe(false);
    expect(await batches.findDue(100, world.campaignId)).toEqual([]);
    // Whoever moves after the audience was fixed gets it when it would have come where they were.
    const before = await database.query('SELECT due_at FROM delivery_batches ORDER BY 1');
    await database.execute(`UPDATE contacts SET time_zone = 'Asia/Tokyo' WHERE workspace_id = $1`, [
      world.workspaceId,
    ]);
    expect(await database.query('SELECT due_at FROM delivery_batches ORDER BY 1')).toEqual(before);
  });

  it('has one job for each moment that is still to come, which enqueues what is due then', async () => {
    await people(600, 'America/Lima');
    await people(3, 'Pacific/Pago_Pago');
    await people(1, 'Asia/Kathmandu');
    await schedule(inHours(3));
    const jobs = () => services.get(JobQueue).counts('sending');
    const before = await jobs();
    await services.get(ResolveCampaign).resolve(world.campaignId, 2);
    await services.get(ExpandAudience).expand(world.campaignId, 'first');
    const after = await jobs();
    expect(after['delayed']).toBe((before['delayed'] ?? 0) + 2);
    await database.execute('UPDATE delivery_batches SET due_at = now() WHERE campaign_id = $1', [
      world.campaignId,
    ]);
    await services.get(CampaignSweeper).sweepCampaign(world.campaignId);
    // Two batches of Lima, one of Pago Pago; Kathmandu's is there already.
    const { waiting: now = 0, prioritized: first = 0 } = await jobs();
    const { waiting = 0, prioritized = 0 } = after;
    expect(now + first - waiting - prioritized).toBe(3);
  });

  it('fixes its audience when the time comes in the first zone of the workspace', async () => {
    for (const zone of zones) await people(1, zone);
    const localTime = inHours(24);
    const { campaign: scheduled, localTimes } = await schedule(localTime);
    expect(scheduled).toMatchObject({ status: 'scheduled', localTime });
    expect(scheduled.scheduledAt).toEqual(whenIn(localTime, 'Asia/Kathmandu'));
    expect(localTimes).toMatchObject({ contacts: 5, passedContacts: 0 });
    expect(await services.get(ResolveCampaign).resolve(world.campaignId, 2)).toBeNull();
  });

  it('is looked at by the preflight, also before it is promised', async () => {
    await people(2, 'Asia/Kathmandu');
    await people(3, 'America/Lima');
    const level = async (localTime?: string): Promise<string | undefined> => {
      const { checks } = await services
        .get(PreflightService)
        .of(world.workspaceId, world.campaignId, { localTime });
      return checks.find(({ id }) => id === 'local-time')?.level;
    };
    expect([
      await level(),
      await level(inHours(24)),
      await level(inHours(3)),
      await level(inHours(-9)),
    ]).toEqual([undefined, 'ok', 'warn', 'block']);
    await schedule(inHours(3));
    expect(await level()).toBe('warn');
  });

  it('is refused where the time is over everywhere, and where it is no time', async () => {
    await people(3, 'Asia/Kathmandu');
    await expect(schedule(inHours(2))).rejects.toMatchObject({
      errors: [{ pointer: '/localTime', code: 'campaign.time-in-past' }],
    });
    await expect(schedule('tomorrow')).rejects.toMatchObject({
      errors: [{ pointer: '/localTime', code: 'campaign.invalid-local-time' }],
    });
  });

  it('is not combined with a test that holds the rest of the audience back', async () => {
    await people(3, 'Asia/Kathmandu');
    const settings = {
      metric: 'clicks',
      durationMinutes: 60,
      decision: 'manual',
      whenUnclear: 'leader',
      minimumSample: 10,
      guardsUnsubscribes: false,
    } as const;
    const variant = { subject: null, preheader: null, senderId: null, templateId: null, offsetMinutes: 0 };
    const variants = [
      { ...variant, subject: 'One' },
      { ...variant, subject: 'Two' },
    ];
    await services
      .get(AbTestsRepository)
      .replace(world.workspaceId, world.campaignId, { ...settings, testPercent: 50, variants });
    await expect(schedule(inHours(24))).rejects.toMatchObject({
      errors: [{ code: 'campaign.local-time-with-test' }],
    });
  });

  it('can be moved to another time, to an instant and back to draft until it begins', async () => {
    await people(3, 'Europe/Lisbon');
    const lifecycle = services.get(CampaignLifecycleService);
    await schedule(inHours(24));
    await schedule(inHours(48));
    expect(await campaign()).toMatchObject({ localTime: inHours(48), scheduleNumber: 3 });
    const at = new Date(Date.now() + 3600_000);
    await lifecycle.schedule(actor(), world.campaignId, { at });
    expect(await campaign()).toMatchObject({ localTime: null, scheduledAt: at });
    await schedule(inHours(24));
    await lifecycle.unschedule(actor(), world.campaignId);
    expect(await campaign()).toMatchObject({ status: 'draft', localTime: null, scheduledAt: null });
    // The job of a former promise finds nothing to do.
    expect(await services.get(ResolveCampaign).resolve(world.campaignId, 4)).toBeNull();
  });

  it('either begins or goes back to draft when both are asked for in the same moment', async () => {
    await people(3, 'Europe/Lisbon');
    await database.execute(`UPDATE campaigns SET scheduled_at = now() WHERE id = $1`, [world.campaignId]);
    const [resolved, unscheduled] = await Promise.allSettled([
      services.get(ResolveCampaign).resolve(world.campaignId, 1),
      services.get(CampaignLifecycleService).unschedule(actor(), world.campaignId),
    ]);
    const { status } = await campaign();
    const began = resolved.status === 'fulfilled' && resolved.value !== null;
    expect([status, unscheduled.status]).toEqual(began ? ['sending', 'rejected'] : ['draft', 'fulfilled']);
  });

  it('begins earlier when somebody comes whose time comes first, but not for whom it is too late', async () => {
    await people(1, 'Pacific/Pago_Pago');
    const localTime = inHours(3);
    await schedule(localTime);
    const sweep = async (): Promise<number> => {
      await database.execute('UPDATE campaigns SET zones_checked_at = NULL');
      return services.get(LocalTimesService).bringForward();
    };
    // The workspace's own zone counts as well.
    expect((await campaign()).scheduledAt).toEqual(whenIn(localTime, 'UTC'));
    expect(await sweep()).toBe(0);
    await people(1, 'Asia/Kathmandu');
    expect(await sweep()).toBe(0);
    await people(1, 'Europe/Athens');
    expect(await sweep()).toBe(1);
    expect((await campaign()).scheduledAt).toEqual(whenIn(localTime, 'Europe/Athens'));
    // Not asked again within a minute, by nobody.
    await people(1, 'Africa/Nairobi');
    expect(await services.get(LocalTimesService).bringForward()).toBe(0);
  });
});
