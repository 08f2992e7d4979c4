import { formatTime } from '../ui/format';

/** A date and time of day without an offset (`2026-12-01T09:00`), as everyone's own clock shows it. */
export function formatWallTime(localTime: string): string {
  return formatTime(`${localTime.slice(0, 16)}:00Z`, 'UTC');
}
