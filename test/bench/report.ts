import type { BenchOptions } from './options';

export interface BenchResult {
  name: string;
  n: number;
  seconds: number;
  perSecond: number;
  reference: { name: string; perSecond: number };
  /** Ours ÷ reference; for "times as long" goals, reference time ÷ ours is what `ratio` inverts. */
  ratio: number;
  goal: string;
  met: boolean;
  peakRssMb: number;
  [extra: string]: unknown;
}

/** Ends a benchmark: one line of JSON with `--json`, else something to read. Exit code 1 when the goal is missed. */
export function report(options: BenchOptions, result: BenchResult): void {
  const rounded = JSON.parse(
    JSON.stringify(result, (_key, value: unknown) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value,
    ),
  ) as BenchResult;
  if (options.json) console.log(JSON.stringify(rounded));
  else
    console.log(
      Object.entries(rounded)
        .map(([key, value]) => `${key.padEnd(14)} ${JSON.stringify(value)}`)
        .join('\n'),
    );
  process.exitCode = result.met ? 0 : 1;
}

/** Progress for people; goes to standard error so that `--json` stays one line. */
export function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}
