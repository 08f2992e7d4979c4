/** Distinct cells remembered of one column, and the longest one in characters. */
const MAX_ENTRIES = 2000;
const MAX_LENGTH = 64;

/** After so many look-ups a column must have repeated itself in half of them, or it is not asked again. */
const TRIAL = 8000;

/**
 * What the cells of one column were read as. Countries, plans, cities and days repeat by the thousand; a column whose
 * cells hardly repeat is noticed and costs nothing further. Bounded in entries and length.
 */
export class CellMemo {
  private readonly known = new Map<string, string>();
  private lookups = 0;
  private hits = 0;
  private isUseful = true;

  get(cell: string): string | undefined {
    if (!this.isUseful || cell.length > MAX_LENGTH) return undefined;
    const value = this.known.get(cell);
    this.lookups += 1;
    if (value !== undefined) this.hits += 1;
    if (this.lookups === TRIAL) this.judge();
    return value;
  }

  put(cell: string, value: string): void {
    if (!this.isUseful || cell.length > MAX_LENGTH || this.known.size >= MAX_ENTRIES) return;
    // Copies, because a cell may be a view into the piece of the file it was read from and would keep all of it.
    this.known.set(copyOf(cell), copyOf(value));
  }

  private judge(): void {
    this.isUseful = this.hits * 2 >= this.lookups;
    this.lookups = 0;
    this.hits = 0;
    if (!this.isUseful) this.known.clear();
  }
}

function copyOf(text: string): string {
  return Buffer.from(text).toString();
}
