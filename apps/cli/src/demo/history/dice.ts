/** Numbers that look rolled, and are the same each time for the same key: the demo is the same demo wherever it runs. */
export class Dice {
  private state: number;

  constructor(key: string) {
    let hash = 0x811c9dc5;
    for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
    this.state = hash;
  }

  /** From 0 up to but not including 1. (mulberry32) */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.roll();
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.roll() * list.length)] as T;
  }

  /** Index into `weights`, each as likely as its weight. */
  weighted(weights: readonly number[]): number {
    let rest = this.roll() * weights.reduce((sum, weight) => sum + weight, 0);
    const found = weights.findIndex((weight) => (rest -= weight) < 0);
    return found === -1 ? weights.length - 1 : found;
  }

  /** Minutes until somebody reacts: half within `median`, a few after days. */
  minutes(median: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.roll())) * Math.cos(2 * Math.PI * this.roll());
    return Math.min(median * Math.exp(1.35 * normal), 12 * 24 * 60);
  }
}
