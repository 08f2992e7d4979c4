/** Addresses beyond this are not kept: 3 million of them take 34 MB. */
const MAX_ADDRESSES = 3_000_000;

/** Sizes are powers of two. */
const FIRST_SIZE = 1 << 16;
const GROWTH = 2;
const MAX_LOAD = 0.8;

/**
 * Tells whether any address of a file may come twice, from 48 bits of each hash: no means no, yes means that the
 * database must look. Most files name everybody once, and asking the database costs as much as a tenth of the import.
 */
export class RepeatFilter {
  private table: Float64Array | null = new Float64Array(FIRST_SIZE);
  private count = 0;

  /** `hash`: at least 12 hexadecimal digits, evenly distributed. */
  add(hash: string): void {
    if (!this.table) return;
    // Zero means an empty place.
    const value = parseInt(hash.slice(0, 12), 16) + 1;
    if (!insert(this.table, value)) {
      this.table = null;
      return;
    }
    this.count += 1;
    if (this.count > this.table.length * MAX_LOAD) this.grow(this.table);
  }

  get mayRepeat(): boolean {
    return this.table === null;
  }

  private grow(table: Float64Array): void {
    if (this.count >= MAX_ADDRESSES) {
      this.table = null;
      return;
    }
    const larger = new Float64Array(table.length * GROWTH);
    for (const value of table) if (value !== 0) insert(larger, value);
    this.table = larger;
  }
}

/** False when the value is there already. */
function insert(table: Float64Array, value: number): boolean {
  const mask = table.length - 1;
  let place = (value >>> 0) & mask;
  for (;;) {
    const found = table[place];
    if (found === 0) break;
    if (found === value) return false;
    place = (place + 1) & mask;
  }
  table[place] = value;
  return true;
}
