/**
 * `npm run bench:import -- --json`: a CSV of 1 000 000 rows and 12 columns through the real import (every value checked,
 * two custom fields, repeated people merged, one event each), against COPY of the same file into a bare table.
 * `--full` makes the last column one of tags (two each) and subscribes everybody to a topic with evidence of consent:
 * about seven rows in five tables for each line.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';
import { systemActor } from '@features/accounts';
import { ContactImportsService } from '@features/imports';
import { fillWorkspace } from './audience';
import { benchOptions } from './options';
import { progress, report } from './report';
import { openServices } from './services';
import { openStage, type Stage } from './stage';

const GOAL_TIMES = 8;

const isFull = process.argv.includes('--full');

const columns = [
  ...['Email', 'First name', 'Last name', 'Phone', 'Country', 'Region', 'City'],
  ...['Time zone', 'Birth date', 'Plan', 'Score', isFull ? 'Tags' : 'Postal code'],
];

const mapping: Record<string, string> = {
  Email: 'email',
  'First name': 'firstName',
  'Last name': 'lastName',
  Phone: 'phone',
  Country: 'country',
  Region: 'region',
  City: 'city',
  'Time zone': 'timeZone',
  'Birth date': 'birthDate',
  Plan: 'attributes.plan',
  Score: 'attributes.score',
  ...(isFull ? { Tags: 'tags' } : { 'Postal code': 'postalCode' }),
};

async function main(): Promise<void> {
  const options = benchOptions({ n: 1_000_000 });
  const stage = await openStage();
  try {
    const { workspaceId, topicId } = await fillWorkspace(stage.sql, 0);
    const file = join(stage.folder, 'people.csv');
    progress(`writing ${options.n} rows`);
    await pipeline(Readable.from(rows(options.n)), createWriteStream(file));
    const services = await openServices(stage.url, stage.folder);
    progress('importing');
    const started = performance.now();
    const done = await services.get(ContactImportsService).importFile(systemActor(workspaceId, 'bench'), {
      path: file,
      options: { mapping, ...(isFull ? { topicId, consentStatement: 'Benchmark' } : {}) },
    });
    const seconds = (performance.now() - started) / 1000;
    const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
    await services.close();
    if (done.status !== 'done' || done.counts.new !== options.n) {
      throw new Error(
        `The import ended as ${done.status}: ${JSON.stringify(done.counts)} ${done.failure ?? ''}`,
      );
    }
    progress('measuring the reference');
    const reference = await plainCopy(stage, file);
    const times = seconds / reference;
    report(options, {
      name: isFull ? 'import --full' : 'import',
      n: options.n,
      seconds,
      perSecond: options.n / seconds,
      reference: { name: 'COPY into a bare table', perSecond: options.n / reference },
      ratio: 1 / times,
      times,
      goal: `at most ${GOAL_TIMES} x COPY`,
      met: times <= GOAL_TIMES,
      peakRssMb,
    });
  } finally {
    await stage.stop();
  }
}

function* rows(n: number): Generator<string> {
  yield `${columns.join(',')}\n`;
  const countries = ['PT', 'ES', 'FR', 'DE', 'PL'];
  const zones = ['Europe/Lisbon', 'Europe/Madrid', 'Europe/Paris', 'Europe/Berlin', 'Europe/Warsaw'];
  const plans = ['free', 'pro', 'team'];
  for (let start = 0; start < n; start += 1000) {
    let chunk = '';
    for (let i = start; i < Math.min(n, start + 1000); i += 1) {
      const at = i % 5;
      const day = `19${60 + (i % 40)}-0${1 + (i % 9)}-1${i % 10}`;
      chunk += `Person${i}@r.example.net,Zoë${i % 100},"Example, ${i}",+351 21 ${i},${countries[at]},Region ${i % 20},`;
      chunk += `City ${i % 100},${zones[at]},${day},${plans[i % 3]},${i % 1000},`;
      chunk += isFull ? `"vip,batch ${i % 10}"\n` : `${1000 + (i % 9000)}\n`;
    }
    yield chunk;
  }
}

/** Seconds to COPY the same file into a table of text columns without any index. */
async function plainCopy({ sql }: Stage, file: string): Promise<number> {
  await sql.query(`CREATE TABLE bare (${columns.map((_, index) => `c${index} text`).join(', ')})`);
  await sql.query('CHECKPOINT');
  const started = performance.now();
  await pipeline(
    createReadStream(file),
    sql.query(copyFrom('COPY bare FROM STDIN WITH (FORMAT csv, HEADER)')),
  );
  return (performance.now() - started) / 1000;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
