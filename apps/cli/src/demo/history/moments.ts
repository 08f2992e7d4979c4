import { randomBytes } from 'node:crypto';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

export function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms);
}

export function daysBefore(now: Date, days: number): Date {
  return later(now, -days * DAY_MS);
}

/** About so many days ago, on a Tuesday, Wednesday or Thursday, at a full hour (UTC). */
export function workdayBefore(now: Date, days: number, hour: number): Date {
  const at = daysBefore(now, days);
  at.setUTCHours(hour, 0, 0, 0);
  const away = [2, 1, 0, 0, 0, -1, -2][at.getUTCDay()] ?? 0;
  return later(at, away * DAY_MS);
}

/** A UUID of version 7 as it would have been made then (RFC 9562, 5.7): lists in the order of ids are in the order of time. */
export function idAt(at: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
