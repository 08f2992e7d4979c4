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

  /** Takes one hit back, for attempts that turned out to be legitimate. */
  async refund(name: string, subject: string): Promise<void> {
    await this.throttles.refund(keyOf(name, subject));
  }

  async clear(name: string, subject: string): Promise<void> {
    await this.throttles.clear(keyOf(name, subject));
  }
}

function keyOf(name: string, subject: string): string {
  return `${name}:${createHash('sha256').update(subject).digest('base64url')}`;
}
