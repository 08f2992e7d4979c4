import { createHash } from 'node:crypto';

/**
 * Which part of a split an enrollment falls into: by a hash of both, hence the same whenever it is asked. The percents add up to 100.
 * For `simulate` any id will do.
 */
export function splitPart(
  enrollmentId: string,
  stepId: string,
  parts: readonly { percent: number }[],
): number {
  const place = createHash('sha256').update(`${enrollmentId} ${stepId}`).digest().readUInt32BE(0) / 2 ** 32;
  let end = 0;
  for (const [index, { percent }] of parts.entries()) {
    end += percent / 100;
    if (place < end) return index;
  }
  return parts.length - 1;
}
