import { formatNumber, formatRate } from '../ui/format-number';

export interface Change {
  /** Which sentence tells it. */
  kind: 'percent' | 'points' | 'fromNothing' | 'same';
  direction: 'up' | 'down' | 'same';
  /** With its sign. */
  amount: string;
}

/** Of a figure against the period before; null where one of them is unknown, or both are nothing. */
export function changeOf(now: number | null, before: number | null, isRate: boolean): Change | null {
  if (now === null || before === null || (now === 0 && before === 0)) return null;
  const difference = now - before;
  const direction = difference > 0 ? 'up' : difference < 0 ? 'down' : 'same';
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
  if (difference === 0) return { kind: 'same', direction, amount: '' };
  if (isRate) {
    const points = Math.round(Math.abs(difference) * 1000) / 10;
    return { kind: 'points', direction, amount: `${sign}${formatNumber(points)}` };
  }
  // There is no percentage of nothing, and none of a figure that was below it.
  if (before <= 0)
    return { kind: 'fromNothing', direction, amount: `${sign}${formatNumber(Math.abs(difference))}` };
  return { kind: 'percent', direction, amount: `${sign}${formatRate(Math.abs(difference) / before)}` };
}
