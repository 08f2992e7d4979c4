import { pino, type DestinationStream, type Logger } from 'pino';
import { currentLogContext } from './log-context';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** Process name on each line: `api`, `worker`, `cli`. */
  name: string;
  level: string;
  /** Human-readable lines for a terminal; JSON otherwise. */
  pretty: boolean;
}

/** Paths that must never reach a log, whatever is passed to the logger. */
export const redactedPaths = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'privateKey',
  'smtpUrl',
  'databaseUrl',
  '*.authorization',
  '*.cookie',
  '*.password',
  '*.token',
  '*.secret',
  '*.privateKey',
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
];

/**
 * The process-wide pino logger. Log an event name and fields: `logger.info({ event: 'campaign.resolved', campaignId })`.
 * Contact addresses may be logged at debug only.
 */
export function createLogger(options: LoggerOptions, destination?: DestinationStream): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    redact: { paths: redactedPaths, censor: '[redacted]' },
    mixin: () => ({ ...currentLogContext() }),
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  if (destination) return pino(settings, destination);
  if (!options.pretty) return pino(settings);
  return pino({
    ...settings,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
  });
}
