/** The bound values of one statement. A value never gets into the text of the statement, only its number does. */
export class SqlParams {
  readonly values: unknown[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly first: number) {}

  /** The placeholder of `value` with its type, `$4::text`; equal values share one number. */
  bind(value: string | number | boolean | readonly (string | null)[], type: SqlType): string {
    const key = JSON.stringify([type, value]);
    let number = this.numbers.get(key);
    if (number === undefined) {
      this.values.push(value);
      number = this.first + this.values.length - 1;
      this.numbers.set(key, number);
    }
    return `$${number}::${type}`;
  }

  instant(value: Date): string {
    return this.bind(value.toISOString(), 'timestamptz');
  }
}

export type SqlType =
  | 'text'
  | 'text[]'
  | 'uuid'
  | 'uuid[]'
  | 'numeric'
  | 'double precision'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'date'
  | 'date[]'
  | 'timestamptz'
  | 'timestamptz[]'
  | 'interval[]'
  | 'jsonpath';
