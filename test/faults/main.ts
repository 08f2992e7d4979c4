/**
 * `npm run faults -- --json [--sequences] [--rounds 50] [--recipients 2000] [--seed 1]`: campaigns, or sequences, through two real worker processes
 * into a mail server that records every message, while workers are killed, PostgreSQL and Redis are restarted and SMTP
 * connections break or stall; in the end the mail server's record is compared with the ledger. Half of the rounds have
 * their queue on PostgreSQL, half on a Redis that loses everything when it restarts. The workers' clocks differ by minutes.
 */
import { campaignPlot } from './campaigns';
import type { Plot } from './plot';
import { ProvingGround } from './proving-ground';
import { Random } from './random';
import { reconcile, type Verdict } from './reconcile';
import type { Behaviour } from './recording-sink';
import { sequencePlot } from './sequences';

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
    totals.duplicates + totals.missing + totals.unaccounted + totals.early === 0 &&
    totals.uncertain <= inFlight;
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...shown, inFlight, seed }));
  else console.table({ ...shown, inFlight, seed });
  process.exitCode = isSound ? 0 : 1;
}

interface Script {
  rounds: number;
  recipients: number;
  random: Random;
}

const PLOTS = { campaigns: campaignPlot, sequences: sequencePlot };

async function play(queue: 'postgres' | 'redis', script: Script): Promise<Totals> {
  const ground = await ProvingGround.open(queue);
  try {
    await ground.startWorkers();
    const plot = await PLOTS[process.argv.includes('--sequences') ? 'sequences' : 'campaigns'](
      ground,
      script.recipients,
    );
    ground.sink.behave = () => misbehaviour(script.random);
    for (let round = 1; round <= script.rounds; round += 1) {
      await patiently(() => plot.begin(round));
      await cause(ground, { plot, random: script.random });
      await untilMoreIsWorthwhile(plot);
      say(`${queue}: round ${round} of ${script.rounds}, ${ground.sink.received.size} messages taken`);
    }
    ground.sink.behave = () => 'take';
    await untilAllHaveEnded(plot);
    const verdict = await plot.judge(await reconcile(ground.sql, ground.sink));
    const inFlight = ground.inFlight + ground.sink.unanswered;
    return { rounds: script.rounds, kills: ground.kills, inFlight, ...verdict };
  } finally {
    await ground.close();
  }
}

/** Two or three blows at random moments while mail is going out. */
async function cause(ground: ProvingGround, { plot, random }: { plot: Plot; random: Random }): Promise<void> {
  const blows = 2 + Math.floor(random.next() * 2);
  for (let blow = 0; blow < blows; blow += 1) {
    await until(plot, () => plot.isWorthBreaking());
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
async function untilMoreIsWorthwhile(plot: Plot): Promise<void> {
  await until(plot, async () => (await plot.open()) <= 6);
}

async function untilAllHaveEnded(plot: Plot): Promise<void> {
  await until(plot, async () => (await plot.open()) === 0);
}

async function until(plot: Plot, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await patiently(isTrue))) {
    if (Date.now() > deadline) {
      throw new Error(`${plot.name} do not end: ${JSON.stringify(await plot.state())}`);
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
