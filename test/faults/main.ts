/**
 * `npm run faults -- --json [--rounds 50] [--recipients 2000] [--seed 1]`: campaigns through two real worker processes
 * into a mail server that records every message, while workers are killed, PostgreSQL and Redis are restarted and SMTP
 * connections break or stall; in the end the mail server's record is compared with the ledger. Half of the rounds have
 * their queue on PostgreSQL, half on a Redis that loses everything when it restarts.
 */
import { fillAudience, scheduleCampaign } from './campaigns';
import { ProvingGround } from './proving-ground';
import { Random } from './random';
import { reconcile, type Verdict } from './reconcile';
import type { Behaviour } from './recording-sink';

/** Longest wait for what is left after the last fault: a lease, a sweep, and the queue's own patience. */
const PATIENCE_MS = 300_000;

interface Totals extends Verdict {
  rounds: number;
  kills: number;
  inFlight: number;
}

async function main(): Promise<void> {
  const rounds = option('rounds', 50);
  const recipients = option('recipients', 2_000);
  const seed = option('seed', Date.now() % 1_000_000);
  say(`seed ${seed}`);
  const random = new Random(seed);
  const half = Math.ceil(rounds / 2);
  const totals = [
    await play('postgres', { rounds: half, recipients, random }),
    ...(rounds > half ? [await play('redis', { rounds: rounds - half, recipients, random })] : []),
  ].reduce(sum);
  const { inFlight, ...shown } = totals;
  const isSound =
    totals.duplicates + totals.missing + totals.unaccounted === 0 && totals.uncertain <= inFlight;
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...shown, inFlight, seed }));
  else console.table({ ...shown, inFlight, seed });
  process.exitCode = isSound ? 0 : 1;
}

interface Script {
  rounds: number;
  recipients: number;
  random: Random;
}

async function play(queue: 'postgres' | 'redis', script: Script): Promise<Totals> {
  const ground = await ProvingGround.open(queue);
  try {
    await ground.startWorkers();
    const audience = await fillAudience(ground.sql, script.recipients);
    ground.sink.behave = () => misbehaviour(script.random);
    for (let round = 1; round <= script.rounds; round += 1) {
      await patiently(() => scheduleCampaign(ground.sql, audience, round));
      await cause(ground, script.random);
      await untilMoreIsWorthwhile(ground);
      say(`${queue}: round ${round} of ${script.rounds}, ${ground.sink.received.size} messages taken`);
    }
    ground.sink.behave = () => 'take';
    await untilAllAreSent(ground);
    const verdict = await reconcile(ground.sql, ground.sink);
    const inFlight = ground.inFlight + ground.sink.unanswered;
    return { rounds: script.rounds, kills: ground.kills, inFlight, ...verdict };
  } finally {
    await ground.close();
  }
}

/** Two or three blows at random moments while mail is going out. */
async function cause(ground: ProvingGround, random: Random): Promise<void> {
  const blows = 2 + Math.floor(random.next() * 2);
  for (let blow = 0; blow < blows; blow += 1) {
    await until(ground, () => isSending(ground));
    await wait(random.between(0, 700));
    const dice = random.next();
    if (dice < 0.75) await ground.killWorker(Math.floor(random.next() * 2), random.between(0, 500));
    else if (dice < 0.9) await ground.restartPostgres();
    else await ground.restartRedis();
  }
}

function misbehaviour(random: Random): Behaviour {
  const dice = random.next();
  if (dice < 0.001) return 'take-and-drop';
  if (dice < 0.002) return 'drop-inside';
  if (dice < 0.0025) return 'stall';
  return dice < 0.003 ? 'busy' : 'take';
}

/** Rounds overlap on purpose, but not without bound: batches of the dead wait for their leases to run out. */
async function untilMoreIsWorthwhile(ground: ProvingGround): Promise<void> {
  await until(ground, async () => (await openCampaigns(ground)) <= 6);
}

async function untilAllAreSent(ground: ProvingGround): Promise<void> {
  await until(ground, async () => (await openCampaigns(ground)) === 0);
}

/** Messages are on the wire, or would be if their worker lived. */
async function isSending(ground: ProvingGround): Promise<boolean> {
  const { rows } = await ground.sql.query<{ is: boolean }>(
    `SELECT EXISTS (SELECT FROM deliveries WHERE status IN ('claimed', 'handed_over'))
       OR NOT EXISTS (SELECT FROM campaigns WHERE status NOT IN ('sent', 'cancelled')) AS is`,
  );
  return rows[0]?.is ?? false;
}

async function openCampaigns(ground: ProvingGround): Promise<number> {
  const { rows } = await ground.sql.query<{ count: string }>(
    `SELECT count(*) FROM campaigns WHERE status NOT IN ('sent', 'cancelled')`,
  );
  return Number(rows[0]?.count);
}

async function until(ground: ProvingGround, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await patiently(isTrue))) {
    if (Date.now() > deadline) {
      const { rows } = await ground.sql.query(
        `SELECT k.name, k.status, k.reason, d.status AS delivery, count(*) FROM campaigns k LEFT JOIN deliveries d ON d.campaign_id = k.id
         WHERE k.status NOT IN ('sent', 'cancelled') GROUP BY 1, 2, 3, 4`,
      );
      throw new Error(`Campaigns do not end: ${JSON.stringify(rows)}`);
    }
    await wait(250);
  }
}

/** PostgreSQL may be starting. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 20) throw error;
      await wait(250);
    }
  }
}

function sum(a: Totals, b: Totals): Totals {
  const keys = Object.keys(a) as (keyof Totals)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as Totals;
}

function option(name: string, fallback: number): number {
  const index = process.argv.indexOf(`--${name}`);
  const value = index === -1 ? NaN : Number(process.argv[index + 1]);
  return Number.isInteger(value) && value > 0 ? value : fallback;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
