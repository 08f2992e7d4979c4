/**
 * Numbers as PostgreSQL's `numeric` sees them: by their decimal digits, exactly. Twin of the sums and averages of compiled event
 * rules, where 0.1 + 0.2 is 0.3 and no sum is too large.
 */
export interface ExactNumber {
  digits: bigint;
  /** The number is `digits` × 10^`exponent`. */
  exponent: number;
}

const WRITTEN = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

export function exactNumber(value: number): ExactNumber {
  const [, sign = '', whole = '0', fraction = '', power = '0'] = WRITTEN.exec(String(value)) ?? [];
  return { digits: BigInt(`${sign}${whole}${fraction}`), exponent: Number(power) - fraction.length };
}

export function exactSum(values: readonly number[]): ExactNumber {
  return values.map(exactNumber).reduce(add, { digits: 0n, exponent: 0 });
}

export function times(a: ExactNumber, n: number): ExactNumber {
  return { digits: a.digits * BigInt(n), exponent: a.exponent };
}

/** Below 0 when `a` is less, 0 when both are equal, above 0 when it is more. */
export function compareExact(a: ExactNumber, b: ExactNumber): number {
  const [left, right] = atOneScale(a, b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** As PostgreSQL writes a number: never with an exponent. */
export function plainText(value: number): string {
  const { digits, exponent } = exactNumber(value);
  if (exponent >= 0) return String(digits * 10n ** BigInt(exponent));
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(1 - exponent, '0');
  return `${sign}${text.slice(0, exponent)}.${text.slice(exponent)}`;
}

function add(a: ExactNumber, b: ExactNumber): ExactNumber {
  const [left, right] = atOneScale(a, b);
  return { digits: left + right, exponent: Math.min(a.exponent, b.exponent) };
}

function atOneScale(a: ExactNumber, b: ExactNumber): [bigint, bigint] {
  const exponent = Math.min(a.exponent, b.exponent);
  const scaled = (value: ExactNumber): bigint => value.digits * 10n ** BigInt(value.exponent - exponent);
  return [scaled(a), scaled(b)];
}
