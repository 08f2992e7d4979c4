/**
 * How the people of an audience are told apart in the moment it is fixed. Chunks and batches never mix groups: one variant
 * and one time each.
 */
export interface AudienceGroups {
  /** An SQL expression of type text over the contact `c`: 'a' to 'd', or null for the rest. */
  variantSql: string;
  /** Values of its placeholders, in order. */
  params: unknown[];
  /** The rest waits until somebody says when and what it gets: its batches are due at `infinity`. */
  restIsHeld: boolean;
  /** Variants that go out later than the others, by so many minutes. */
  delayMinutes?: Readonly<Record<string, number>>;
}
