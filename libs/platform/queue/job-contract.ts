/** Queues by kind of work. Each is one BullMQ queue with its own workers. */
export const queueNames = [
  'messages',
  'sequences',
  'sending',
  'imports',
  'events',
  'webhooks',
  'maintenance',
] as const;
export type QueueName = (typeof queueNames)[number];

/**
 * What a job is: the agreement between whoever enqueues it and the one handler that does it.
 *
 * - Payloads hold ids and cursors only (< 1 kB): no documents, no addresses, no secrets. `v` is the version; a
 *   handler accepts the current and the previous version for one release.
 * - `id` derives the job id from the payload, so that enqueuing the same work twice queues it once.
 * - Delivery is at least once: every handler must be safe to run twice.
 * - Error policy: a transient problem throws and is retried with exponential back-off up to `attempts` times; a
 *   permanent one is recorded on the row and the job completes; a malformed payload fails at once for good.
 */
export interface JobContract<Payload extends object> {
  queue: QueueName;
  /** `noun.verb-object`, for example `campaign.send-batch`. */
  name: string;
  version: number;
  /** class-validator class; checked when enqueued and again when received. */
  payload: new () => Payload;
  /** Deterministic job id: letters, digits and dashes. Omitted for jobs that only a schedule starts. */
  id?: (payload: Payload) => string;
  attempts: number;
  /** First retry delay; doubles with each attempt. */
  backoffMs: number;
}

const contracts = new Map<string, JobContract<object>>();

/** Declares a contract. Names are unique in the whole product. */
export function defineJob<Payload extends object>(contract: JobContract<Payload>): JobContract<Payload> {
  if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(contract.name)) {
    throw new Error(`A job is named noun.verb-object in lower case; "${contract.name}" is not.`);
  }
  if (contracts.has(contract.name)) throw new Error(`The job ${contract.name} is defined twice.`);
  contracts.set(contract.name, contract as unknown as JobContract<object>);
  return contract;
}

/** Every contract whose file has been loaded by this process. */
export function definedJobs(): JobContract<object>[] {
  return [...contracts.values()];
}
