import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger';

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

/** Lets Nest's own messages go through pino. Nest passes `(message, ...extras, context)`. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...extras: unknown[]): void {
    // Nest narrates every route and module at start; that is detail, not news.
    this.write('debug', message, extras);
  }

  error(message: unknown, ...extras: unknown[]): void {
    this.write('error', message, extras);
  }

  warn(message: unknown, ...extras: unknown[]): void {
    this.write('warn', message, extras);
  }

  debug(message: unknown, ...extras: unknown[]): void {
    this.write('debug', message, extras);
  }

  verbose(message: unknown, ...extras: unknown[]): void {
    this.write('trace', message, extras);
  }

  fatal(message: unknown, ...extras: unknown[]): void {
    this.write('fatal', message, extras);
  }

  private write(level: Level, message: unknown, extras: unknown[]): void {
    const context = typeof extras.at(-1) === 'string' ? (extras.at(-1) as string) : undefined;
    const error = message instanceof Error ? message : extras.find((extra) => extra instanceof Error);
    const stack = extras.length > 1 && typeof extras[0] === 'string' ? extras[0] : undefined;
    this.logger[level](
      { context, ...(error ? { err: error } : {}), ...(stack ? { stack } : {}) },
      message instanceof Error ? message.message : String(message),
    );
  }
}
