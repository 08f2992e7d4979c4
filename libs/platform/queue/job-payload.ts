import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { JobContract } from './job-contract';

/** Thrown for a payload that does not fit its contract: retrying cannot help. */
export class MalformedPayloadError extends Error {}

/** Job data is untrusted on read (the queue is another system): it is validated like a request. */
export function parsePayload<Payload extends object>(contract: JobContract<Payload>, data: unknown): Payload {
  const plain = typeof data === 'object' && data !== null ? data : {};
  const version = (plain as { v?: unknown }).v;
  if (version !== contract.version && version !== contract.version - 1) {
    throw new MalformedPayloadError(
      `${contract.name}: version ${String(version)} is not ${contract.version}`,
    );
  }
  const { v: _v, ...fields } = plain as Record<string, unknown>;
  const payload = plainToInstance(contract.payload, fields);
  const problems = validateSync(payload, {
    whitelist: true,
    forbidNonWhitelisted: true,
    // A payload class without fields has no rules to look up; anything inside it is unknown all the same.
    forbidUnknownValues: Object.keys(fields).length > 0,
  });
  if (problems.length > 0) {
    const reasons = problems.flatMap((problem) => Object.values(problem.constraints ?? {}));
    throw new MalformedPayloadError(`${contract.name}: ${reasons.join('; ')}`);
  }
  return payload;
}

/** The validated payload with its version, as it goes into the queue. */
export function serialisePayload<Payload extends object>(
  contract: JobContract<Payload>,
  payload: Payload,
): Record<string, unknown> {
  const data = { ...payload, v: contract.version };
  parsePayload(contract, data);
  return data;
}
