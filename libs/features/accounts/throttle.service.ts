import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { secondsToWait, type ThrottleLimit } from './throttle';
import { ThrottlesRepository } from './throttles.repository';

/**
 * Counts how often something happens, for limits that all API processes share. A `subject` (address, network) is
 * stored as a hash only.
 */
@Injectable()
export class ThrottleService {
  constructor(private readonly throttles: ThrottlesRepository) {}

  /** Counts one hit; returns the seconds to wait when that was one too many, else null. */
  async hit(name: string, subject: string, limit: ThrottleLimit): Promise<number | null> {
    return secondsToWait(limit, await this.throttles.hit(keyOf(name, subject), limit.windowSeconds));
  }

  /** One hit for each of these subjects, which differ, in one statement; answers as `hit`, in their order. */
  async hitEach(name: string, subjects: readonly string[], limit: ThrottleLimit): Promise<(number | null)[]> {
    const keys = subjects.map((subject) => keyOf(name, subject));
    const windows = await this.throttles.hitEach(keys, limit.windowSeconds);
    return windows.map((window) => secondsToWait(limit, window));
  }

  /** Counts `count` hits together, all or none of them; returns the seconds to wait when they are too many, else null. */
  async hitTogether(
    { name, subject, count }: { name: string; subject: string; count: number },
    limit: ThrottleLimit,
  ): Promise<number | null> {
    const key = keyOf(name, subject);
    const wait = secondsToWait(limit, await this.throttles.hit(key, limit.windowSeconds, count));
    if (wait !== null) await this.throttles.refund(key, count);
    return wait;
  }

  /** Takes hits back, for attempts that turned out to be legitimate. */
  async refund(name: string, subject: string, count = 1): Promise<void> {
    await this.throttles.refund(keyOf(name, subject), count);
  }

  async clear(name: string, subject: string): Promise<void> {
    await this.throttles.clear(keyOf(name, subject));
  }
}

function keyOf(name: string, subject: string): string {
  return `${name}:${createHash('sha256').update(subject).digest('base64url')}`;
}
