const WARN = 40;
const LEVELS: Record<number, string> = {
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

/** Bookkeeping of every line, which a person at the terminal does not need. */
const HIDDEN = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'event', 'context', 'err', 'v']);

export interface LogLine {
  /** Shown also when the terminal is kept quiet: a warning, an error, or text that is no log line. */
  important: boolean;
  text: string;
}

/** Turns one line of a child's output into one for the terminal. Pure. */
export function readLogLine(line: string): LogLine {
  const record = parse(line);
  if (!record) return { important: true, text: line };
  const level = Number(record.level);
  const words = [record.event, record.msg, describeError(record.err)].filter(
    (word) => typeof word === 'string',
  );
  const fields = Object.entries(record)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return { important: level >= WARN, text: [LEVELS[level] ?? 'INFO', ...words, ...fields].join(' ') };
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && 'level' in value ? value : undefined;
  } catch {
    return undefined;
  }
}

function describeError(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
  return String(error.message);
}
