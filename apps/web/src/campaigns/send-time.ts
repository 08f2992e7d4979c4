/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
function aheadOfUtc(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which a zone's clock shows `wallTime` (`2026-12-01T09:00`); null when that is no time. In an hour that comes twice
 * the first; in one that is skipped, as much later as the clock jumps.
 */
export function instantIn(wallTime: string, timeZone: string): Date | null {
  const asUtc = Date.parse(`${wallTime}Z`);
  if (Number.isNaN(asUtc)) return null;
  const day = 86_400_000;
  const before = asUtc - aheadOfUtc(asUtc - day, timeZone);
  const after = asUtc - aheadOfUtc(asUtc + day, timeZone);
  const isRight = (instant: number) => instant + aheadOfUtc(instant, timeZone) === asUtc;
  if (isRight(before)) return new Date(before);
  return new Date(isRight(after) ? after : before);
}

/** What the clock of a zone shows at an instant, as `<input type="datetime-local">` wants it. */
export function wallTimeIn(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + aheadOfUtc(instant.getTime(), timeZone)).toISOString().slice(0, 16);
}
