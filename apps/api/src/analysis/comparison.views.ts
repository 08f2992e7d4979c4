import type { LookAlikes, OverRepresented, Overlap, Trait } from '@features/analysis';

/** Two groups. */
export class OverlapPairView {
  /** Position of the first group in the request, from 0. */
  first!: number;
  /** Position of the second. */
  second!: number;
  /** Contacts in both. */
  contacts!: number;
  /** contacts ÷ size of the first; null when that is empty. */
  shareOfFirst!: number | null;
  /** contacts ÷ size of the second; null when that is empty. */
  shareOfSecond!: number | null;
}

/** Contacts who are in exactly these groups and in no other. */
export class CombinationView {
  /** Positions in the request, from 0. */
  groups!: number[];
  /** How many. */
  contacts!: number;
  /** Fewer than the workspace's minimum. */
  tooSmall!: boolean;
  /** The rule tree that selects exactly them: preview it, or save it as a segment. */
  tree!: Record<string, unknown>;
}

/** How groups overlap. */
export class OverlapView {
  /** Contacts of each group, in the order of the request. */
  sizes!: number[];
  /** Every two groups. */
  pairs!: OverlapPairView[];
  /** Contacts in all groups. */
  inAll!: number;
  /** Contacts in exactly one. */
  inExactlyOne!: number;
  /** Contacts in at least one. */
  inAny!: number;
  /** All other contacts of the workspace. */
  inNone!: number;
  /** Every combination that somebody is in, the largest first. They share nobody, and add up to `inAny`. */
  combinations!: CombinationView[];
  /** The workspace's minimum size of a segment. */
  minimum!: number;
  /** How long it took, in milliseconds. */
  tookMs!: number;
}

/** A value that the contacts of a group have more often than others. */
export class TraitView {
  /** The field, or `tags`. */
  field!: string;
  /** Its label. */
  fieldLabel!: string;
  /** The value; of ages the band. */
  value!: string;
  /** Contacts of the group with the value. */
  contacts!: number;
  /** Contacts of the reference with the value. */
  referenceContacts!: number;
  /** contacts ÷ all contacts of the group. */
  share!: number;
  /** referenceContacts ÷ all contacts of the reference. */
  referenceShare!: number;
  /** share ÷ referenceShare; null when nobody in the reference has the value. */
  lift!: number | null;
  /**
   * Log-likelihood ratio G² = 2 Σ observed × ln(observed ÷ expected) of the group against those of the reference who are not
   * in it; high for large differences in many contacts. Values are sorted by it.
   */
  score!: number;
  /**
   * Chance of a score as high without any difference (χ², one degree of freedom) × the number of values compared (Bonferroni),
   * at most 1. Only values below 0.05 are answered.
   */
  pValue!: number;
  /** The rule that selects contacts with the value. */
  rule!: Record<string, unknown>;
}

/** What is over-represented in a group. */
export class OverRepresentedView {
  /** The highest score first. Values that the group is defined by are among them. */
  traits!: TraitView[];
  /** Contacts of the group. */
  contacts!: number;
  /** Contacts of the reference, those of the group who are in it included. */
  referenceContacts!: number;
  /** Values compared: those that at least five contacts of the group have. */
  compared!: number;
  /** The group has fewer contacts than the workspace's minimum. */
  tooSmall!: boolean;
  /** The workspace's minimum size of a segment. */
  minimum!: number;
  /** How long it took, in milliseconds. */
  tookMs!: number;
  /** When it was counted, in a workspace with 200,000 contacts or more; null: now. */
  countedAt!: string | null;
  /** It is older than five minutes, and is being counted again: ask again in a few seconds. */
  isBeingCounted!: boolean;
}

/** Contacts like those of a group. */
export class LookAlikesView {
  /**
   * Rule tree for a preview or a new segment: not in the group, never ordered, and with the traits below. Null when nobody
   * shares what is clearly over-represented.
   */
  tree!: Record<string, unknown> | null;
  /** What the tree asks for: of each field any of its values, of at most four fields all. */
  traits!: TraitView[];
  /** Contacts that the tree selects. */
  contacts!: number;
  /** Of these, who may be mailed about some topic. */
  mailable!: number;
  /** Fewer contacts than the workspace's minimum. */
  tooSmall!: boolean;
  /** The workspace's minimum size of a segment. A field is asked for only while so many contacts remain. */
  minimum!: number;
  /** How long it took, in milliseconds. */
  tookMs!: number;
  /** When it was counted, in a workspace with 200,000 contacts or more; null: now. */
  countedAt!: string | null;
  /** It is older than five minutes, and is being counted again: ask again in a few seconds. */
  isBeingCounted!: boolean;
}

export function toOverlapView(overlap: Overlap): OverlapView {
  return overlap;
}

export function toOverRepresentedView({ traits, countedAt, ...rest }: OverRepresented): OverRepresentedView {
  return { ...rest, countedAt: countedAt?.toISOString() ?? null, traits: traits.map(toTraitView) };
}

export function toLookAlikesView({ traits, countedAt, ...rest }: LookAlikes): LookAlikesView {
  return { ...rest, countedAt: countedAt?.toISOString() ?? null, traits: traits.map(toTraitView) };
}

function toTraitView(trait: Trait): TraitView {
  return trait;
}
