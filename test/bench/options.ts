/** What every benchmark understands: `--json` for one line, `--n` for another size, `--connections` for SMTP. */
export interface BenchOptions {
  json: boolean;
  n: number;
  connections: number;
  keep: boolean;
}

export function benchOptions(defaults: { n: number; connections?: number }): BenchOptions {
  const value = (name: string, fallback: number): number => {
    const index = process.argv.indexOf(`--${name}`);
    const given = index === -1 ? NaN : Number(process.argv[index + 1]);
    return Number.isInteger(given) && given > 0 ? given : fallback;
  };
  return {
    json: process.argv.includes('--json'),
    keep: process.argv.includes('--keep'),
    n: value('n', defaults.n),
    connections: value('connections', defaults.connections ?? 10),
  };
}
