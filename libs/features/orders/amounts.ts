import type { OrderLine } from './order';

const QUANTITY_DECIMALS = 3;
const PRICE_DECIMALS = 4;

/** How many decimals amounts in a currency have: 2 in euros, 0 in yen. */
export function decimalsOf(currency: string): number {
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits;
}

/** Whether `amount` has at most `decimals` decimals, as people write it. */
export function fits(amount: number, decimals: number): boolean {
  return Number(amount.toFixed(decimals)) === amount;
}

/** Quantity times price over all lines, rounded half up to `decimals`; exact, unlike sums of floating-point numbers. */
export function sumOfLines(lines: readonly OrderLine[], decimals: number): number {
  const scale = 10n ** BigInt(QUANTITY_DECIMALS + PRICE_DECIMALS - decimals);
  const exact = lines.reduce(
    (sum, line) => sum + scaled(line.quantity, QUANTITY_DECIMALS) * scaled(line.unitPrice, PRICE_DECIMALS),
    0n,
  );
  return Number((exact + scale / 2n) / scale) / 10 ** decimals;
}

function scaled(value: number, decimals: number): bigint {
  return BigInt(Math.round(value * 10 ** decimals));
}
