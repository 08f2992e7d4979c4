import { types } from 'pg';

const DATE = 1082;
const BIGINT = 20;
const NUMERIC = 1700;

/**
 * `date` stays `YYYY-MM-DD` (as a JavaScript Date it would move with the server's time zone); counts and sums
 * become numbers, since none of ours comes near 2^53.
 */
export function installTypeParsers(): void {
  types.setTypeParser(DATE, (value) => value);
  types.setTypeParser(BIGINT, (value) => Number(value));
  types.setTypeParser(NUMERIC, (value) => Number(value));
}
