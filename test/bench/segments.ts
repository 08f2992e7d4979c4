/**
 * `npm run bench:segments -- --json`: counting reference trees on 1 000 000 contacts and 5 000 000 events, against the best
 * hand-written SQL of each question (several forms, of which the fastest counts); both must find the same number. Also the
 * field catalogue on the same data.
 */
import { benchOptions } from './options';
import { progress, report } from './report';
import { fillSegmentData } from './segment-data';
import { catalogueTime, measure, median, type Figure } from './segment-figures';
import { questions } from './segment-questions';
import { openServices } from './services';
import { openStage } from './stage';

const GOAL = { median: 1.2, worst: 1.5, catalogueMs: 50 };

async function main(): Promise<void> {
  const options = benchOptions({ n: 1_000_000 });
  const stage = await openStage();
  try {
    progress(`filling ${options.n} contacts and ${options.n * 5} events`);
    const data = await fillSegmentData(stage.sql, options.n);
    const services = await openServices(stage.url, stage.folder);
    const figures: Figure[] = [];
    for (const question of questions(data)) {
      const figure = await measure(services, data, question);
      figures.push(figure);
      const { ours, byHand, times, contacts } = figure;
      progress(
        `${question.name.padEnd(52)} ${seconds(ours)} by hand ${seconds(byHand)} ${times.toFixed(2)} x  ${contacts} contacts`,
      );
    }
    const catalogueMs = await catalogueTime(services, data.workspaceId);
    await services.close();
    const times = figures.map((figure) => figure.times);
    const total = figures.reduce((sum, figure) => sum + figure.ours, 0);
    const totalByHand = figures.reduce((sum, figure) => sum + figure.byHand, 0);
    const [mid, worst] = [median(times), Math.max(...times)];
    report(options, {
      name: 'segments',
      n: options.n,
      seconds: total,
      perSecond: figures.length / total,
      reference: { name: 'best hand-written SQL of each question', perSecond: figures.length / totalByHand },
      ratio: 1 / mid,
      times: mid,
      worst,
      catalogueMs,
      figures,
      goal: `at most ${GOAL.median} x in the median, ${GOAL.worst} x in the worst, the catalogue in ${GOAL.catalogueMs} ms`,
      met: mid <= GOAL.median && worst <= GOAL.worst && catalogueMs <= GOAL.catalogueMs,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    });
  } finally {
    await stage.stop();
  }
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
