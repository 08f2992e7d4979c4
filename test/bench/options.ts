/**
 * What every benchmark understands: `--json` for one line, `--n` for another size, `--connections` for SMTP,
 * `--profile FOLDER` for a CPU profile of the measured process, `--statements` for the SQL that took longest, `--dkim` to sign,
 * `--screen` for the name of one screen.
 */
export interface BenchOptions {
  json: boolean;
  n: number;
  connections: number;
  /** Folder for a CPU profile of the measured process, if wanted. */
  profile: string | null;
  /** Tell on standard error which SQL statements took longest. */
  statements: boolean;
  /** Sign what is sent. */
  dkim: boolean;
  screen: string | null;
}

export function benchOptions(defaults: { n: number; connections?: number }): BenchOptions {
  const value = (name: string, fallback: number): number => {
    const index = process.argv.indexOf(`--${name}`);
    const given = index === -1 ? NaN : Number(process.argv[index + 1]);
    return Number.isInteger(given) && given > 0 ? given : fallback;
  };
  const text = (name: string): string | null => {
    const index = process.argv.indexOf(`--${name}`);
    return index === -1 ? null : (process.argv[index + 1] ?? null);
  };
  return {
    json: process.argv.includes('--json'),
    dkim: process.argv.includes('--dkim'),
    statements: process.argv.includes('--statements'),
    profile: text('profile'),
    screen: text('screen'),
    n: value('n', defaults.n),
    connections: value('connections', defaults.connections ?? 10),
  };
}
