const MINUTE_MS = 60_000;

/** A time as `<input type="datetime-local">` wants it: local, without offset, to the minute. */
export function localInputValue(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 16);
}
