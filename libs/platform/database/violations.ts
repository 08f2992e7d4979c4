import { DomainError } from '@platform/errors';

interface PostgresError {
  code: string;
  constraint?: string;
}

function isPostgresError(error: unknown): error is Error & PostgresError {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'string';
}

/** The named constraint that a failed statement broke, or undefined. TypeORM wraps the driver's error. */
export function violatedConstraint(error: unknown): string | undefined {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  return isPostgresError(driverError) && driverError.code.startsWith('23')
    ? driverError.constraint
    : undefined;
}

/** True when a statement ran into its `statement_timeout` or was cancelled. */
export function isStatementTimeout(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  return isPostgresError(driverError) && driverError.code === '57014';
}

/** True when a statement waited longer for a lock than `Database.limitWaiting` allows. */
export function isLockTimeout(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  return isPostgresError(driverError) && driverError.code === '55P03';
}

/** True when PostgreSQL could not read a bound value as the type it was cast to (class 22, data exception). */
export function isInvalidValue(error: unknown): boolean {
  const driverError = (error as { driverError?: unknown }).driverError ?? error;
  return isPostgresError(driverError) && driverError.code.startsWith('22');
}

/** Runs `work`; when it breaks one of the named constraints, throws that constraint's domain error instead. */
export async function translateViolations<T>(
  byConstraint: Record<string, () => DomainError>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const domainError = byConstraint[violatedConstraint(error) ?? ''];
    throw domainError ? domainError() : error;
  }
}
