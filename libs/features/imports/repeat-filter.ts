/** Addresses beyond this are not kept: 4 million of them take 48 MB. */
const MAX_ADDRESSES = 4_000_000;

const FIRST_SIZE = 1 << 16;
const GROWTH = 1.5;
const MAX_LOAD = 0.75;

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
    const larger = new Float64Array(Math.ceil(table.length * GROWTH));
    for (const value of table) if (value !== 0) insert(larger, value);
    this.table = larger;
  }
}

/** False when the value is there already. */
function insert(table: Float64Array, value: number): boolean {
  let place = value % table.length;
  for (;;) {
    const found = table[place];
    if (found === 0) break;
    if (found === value) return false;
    place = place + 1 === table.length ? 0 : place + 1;
  }
  table[place] = value;
  return true;
}
