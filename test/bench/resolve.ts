/**
 * `npm run bench:resolve -- --json`: a three-rule segment over 1 000 000 contacts to the committed ledger, against a
 * plain INSERT … SELECT of the same rows into a table of the same shape.
 */
import { ResolveCampaign } from '@features/campaigns';
import { fillWorkspace, type BenchWorkspace } from './audience';
import { benchOptions } from './options';
import { progress, report } from './report';
import { openStage, type Stage } from './stage';
import { openServices } from './services';

const GOAL_TIMES = 2;

const tree = {
  v: 1,
  match: 'all',
  rules: [
    { field: 'attributes.plan', op: 'isAnyOf', value: ['pro', 'team'] },
    { field: 'attributes.score', op: 'gte', value: 50 },
    { field: 'country', op: 'isNot', value: 'PL' },
  ],
};

async function main(): Promise<void> {
  const options = benchOptions({ n: 1_000_000 });
  const stage = await openStage();
  try {
    progress(`filling ${options.n} contacts`);
    const workspace = await fillWorkspace(stage.sql, options.n);
    const campaignId = await insertCampaign(stage, workspace);
    const services = await openServices(stage.url, stage.folder);
    progress('resolving');
    const started = performance.now();
    const campaign = await services.get(ResolveCampaign).resolve(campaignId, 1);
    const seconds = (performance.now() - started) / 1000;
    await services.close();
    if (campaign?.status !== 'sending')
      throw new Error(`Resolve ended as ${campaign?.status}: ${campaign?.reason}`);
    const rows = campaign.audienceCount ?? 0;
    progress(`resolved ${rows} deliveries; measuring the reference`);
    const reference = await plainInsert(stage, campaignId);
    const times = seconds / reference;
    report(options, {
      name: 'resolve',
      n: options.n,
      deliveries: rows,
      seconds,
      perSecond: rows / seconds,
      reference: { name: 'INSERT ... SELECT of the same rows', perSecond: rows / reference },
      ratio: 1 / times,
      times,
      goal: `at most ${GOAL_TIMES} x the plain insert`,
      met: times <= GOAL_TIMES,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    });
  } finally {
    await stage.stop();
  }
}

async function insertCampaign({ sql }: Stage, workspace: BenchWorkspace): Promise<string> {
  const { workspaceId, topicId, senderId } = workspace;
  const template = await sql.query<{ id: string }>(
    `INSERT INTO templates (workspace_id, name, subject, mjml)
     VALUES ($1, 'Bench', 'Hello', '<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>')
     RETURNING id`,
    [workspaceId],
  );
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO campaigns (workspace_id, name, status, topic_id, sender_id, template_id, audience, scheduled_at, schedule_number)
     VALUES ($1, 'Bench', 'scheduled', $2, $3, $4, $5, now(), 1) RETURNING id`,
    [
      workspaceId,
      topicId,
      senderId,
      template.rows[0]?.id,
      JSON.stringify({ include: [{ tree }], exclude: [] }),
    ],
  );
  return (rows[0] as { id: string }).id;
}

/** Seconds to copy the ledger's rows into a twin of the table, indices and all. */
async function plainInsert({ sql }: Stage, campaignId: string): Promise<number> {
  await sql.query('CREATE TABLE ledger_twin (LIKE deliveries INCLUDING ALL)');
  await sql.query('CHECKPOINT');
  const started = performance.now();
  await sql.query('INSERT INTO ledger_twin SELECT * FROM deliveries WHERE campaign_id = $1', [campaignId]);
  return (performance.now() - started) / 1000;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
