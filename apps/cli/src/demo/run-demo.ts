import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeysService, systemActor } from '@features/accounts';
import { ApiClient } from './api-client';
import { mailboxDifferences, type DeliveryLine } from './check-mailbox';
import { readExpected } from './demo-files';
import { expectedAudience } from './demo-segment';
import { tellHistory } from './history/tell-history';
import { seedDemo, type Print, type SeededDemo } from './seed-demo';

export interface DemoInput {
  app: INestApplicationContext;
  /** Where the API answers, for example http://127.0.0.1:3000. */
  baseUrl: string;
  /** Where the local mailbox answers. */
  mailboxUrl: string;
  print: Print;
}

export interface DemoResult {
  signIn: SeededDemo['signIn'];
  /** One sentence for each number or mail that is not as expected; none when all is well. */
  differences: string[];
}

interface CampaignAnswer {
  id: string;
  status: string;
  reason: string | null;
}

interface ReportAnswer {
  audience: number;
  sent: number;
  leftOut: Record<string, number>;
  deliveries: Record<string, number>;
  reconciles: boolean;
}

/** A campaign is due this long after it was scheduled: long enough to see that it waits. */
const SCHEDULE_AHEAD_MS = 3_000;
const GIVE_UP_AFTER_MS = 120_000;

/**
 * Performs the main job on a new installation, visibly: contacts in, segment, campaign scheduled, mails in the local
 * mailbox, figures. Everything after the seed goes through the public API, as any integration would.
 */
export async function runDemo(input: DemoInput): Promise<DemoResult> {
  const { app, print } = input;
  const demo = await seedDemo(app, print);
  const actor = systemActor(demo.workspaceId, 'demo');
  const { apiKey, secret } = await app.get(ApiKeysService).create(actor, { name: 'first demo' });
  const api = new ApiClient(input.baseUrl, secret);
  const since = new Date();
  const campaignId = await scheduleCampaign(api, demo, print);
  const campaign = await untilFinished(api, campaignId, print);
  const report = await api.get<ReportAnswer>(`/campaigns/${campaignId}/report`);
  const deliveries = await allDeliveries(api, campaignId);
  const mailbox = await mailboxDifferences({ mailboxUrl: input.mailboxUrl, since, deliveries });
  await app.get(ApiKeysService).revoke(actor, apiKey.id);
  printFigures(report, mailbox.mails, print);
  print('');
  await tellHistory({ app, demo, print });
  return {
    signIn: demo.signIn,
    differences: [...numberDifferences(campaign, report, deliveries), ...mailbox.differences],
  };
}

async function scheduleCampaign(api: ApiClient, demo: SeededDemo, print: Print): Promise<string> {
  const campaign = await api.post<CampaignAnswer>('/campaigns', {
    name: 'First harvest letter',
    topicId: demo.topicId,
    senderId: demo.senderId,
    templateId: demo.templateId,
    subject: '{{default contact.firstName "Hello"}}, a small harvest that tastes this good',
    audience: { include: [{ segmentId: demo.segmentId }] },
  });
  const at = new Date(Date.now() + SCHEDULE_AHEAD_MS).toISOString();
  await api.post(`/campaigns/${campaign.id}/schedule`, { at });
  print(
    `campaign         "First harvest letter" scheduled for ${at.slice(11, 19)} UTC; its audience is fixed then`,
  );
  return campaign.id;
}

async function untilFinished(api: ApiClient, id: string, print: Print): Promise<CampaignAnswer> {
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  let shown = '';
  for (;;) {
    const campaign = await api.get<CampaignAnswer>(`/campaigns/${id}`);
    const { deliveries, audience } = await api.get<ReportAnswer>(`/campaigns/${id}/report`);
    const line =
      audience > 0
        ? `${campaign.status}, ${deliveries['accepted'] ?? 0} of ${audience} sent`
        : campaign.status;
    if (line !== shown) print(`                 ${line}`);
    shown = line;
    if (['sent', 'failed', 'cancelled'].includes(campaign.status) || Date.now() > deadline) return campaign;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function allDeliveries(api: ApiClient, id: string): Promise<DeliveryLine[]> {
  const all: DeliveryLine[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { items: DeliveryLine[]; nextCursor: string | null } = await api.get(
      `/campaigns/${id}/deliveries?limit=200${query}`,
    );
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

function numberDifferences(
  campaign: CampaignAnswer,
  report: ReportAnswer,
  deliveries: DeliveryLine[],
): string[] {
  const expected = expectedAudience(readExpected());
  const differences: string[] = [];
  const same = (what: string, actual: number, wanted: number): void => {
    if (actual !== wanted) differences.push(`${what} is ${actual} and should be ${wanted}.`);
  };
  if (campaign.status !== 'sent') {
    differences.push(
      `The campaign is ${campaign.status} and should be sent. ${campaign.reason ?? ''}`.trim(),
    );
  }
  same('The audience', report.audience, expected);
  same('The number of sent mails', report.sent, expected);
  same('The per-recipient log', deliveries.length, report.audience);
  same(
    'The sum of all delivery states',
    Object.values(report.deliveries).reduce((sum, count) => sum + count, 0),
    report.audience,
  );
  if (!report.reconciles) differences.push('The report says that its numbers do not reconcile.');
  return differences;
}

function printFigures(report: ReportAnswer, mails: number, print: Print): void {
  const states = Object.entries(report.deliveries).filter(([, count]) => count > 0);
  const leftOut = Object.entries(report.leftOut);
  print('');
  print(
    `audience         ${report.audience} = ${states.map(([state, count]) => `${count} ${state}`).join(' + ')}`,
  );
  print(`left out         ${leftOut.map(([reason, count]) => `${count} ${reason}`).join(', ') || 'nobody'}`);
  print(`in the mailbox   ${mails} mails, one for each`);
}
