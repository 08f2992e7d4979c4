import { shareOf } from '@features/reports';
import type { Dimension } from '../dimensions/dimension';
import { together, type Place } from '../dimensions/dimension';
import type { JsonRule } from '../source-tree';
import { chanceOf, logLikelihood } from './significance';

/** How often one value occurs. */
export interface TraitCount extends Place {
  /** Position of the dimension. */
  dimension: number;
  /** Contacts of the segment with the value. */
  inside: number;
  /** Contacts of the reference with the value. */
  reference: number;
  /** Of these, those who are not in the segment. */
  outside: number;
}

export interface GroupSizes {
  inside: number;
  reference: number;
  outside: number;
}

/** A value that the segment has clearly more often than the rest of the reference. */
export interface Trait {
  field: string;
  fieldLabel: string;
  value: string;
  contacts: number;
  referenceContacts: number;
  /** 0 to 1. */
  share: number;
  referenceShare: number;
  /** share ÷ referenceShare; null when nobody in the reference has the value. */
  lift: number | null;
  /** Log-likelihood ratio; traits are sorted by it. */
  score: number;
  /** Chance of such a score without a difference, times the number of values compared (Bonferroni), at most 1. */
  pValue: number;
  /** The rule that selects contacts with the value. */
  rule: JsonRule;
}

/** Rarer values in the segment are not compared: a handful of contacts proves nothing. */
export const MINIMUM_CONTACTS = 5;
/** Shown only below this chance of having seen noise, over all values compared together. */
export const SIGNIFICANCE = 0.05;

/** The significant traits, the strongest first; equal ones in the order of dimensions and values. */
export function traitsOf(
  counts: readonly TraitCount[],
  { sizes, dimensions }: { sizes: GroupSizes; dimensions: readonly Dimension[] },
): { traits: Trait[]; compared: number } {
  const compared = counts.filter(({ dimension, key, label, inside }) => {
    const known = dimensions[dimension]?.known ?? null;
    const isUsable = key.trim() !== '' && label.length <= 250 && (known === null || known.includes(key));
    return isUsable && inside >= MINIMUM_CONTACTS;
  });
  const traits = compared.flatMap((count): Trait[] => {
    const dimension = dimensions[count.dimension];
    const trait = dimension && toTrait(count, { dimension, sizes, comparisons: compared.length });
    return trait && isOverRepresented(count, sizes) && trait.pValue < SIGNIFICANCE ? [trait] : [];
  });
  return { traits: traits.sort((a, b) => b.score - a.score), compared: compared.length };
}

function isOverRepresented({ inside, outside }: TraitCount, sizes: GroupSizes): boolean {
  return inside * sizes.outside > outside * sizes.inside;
}

function toTrait(
  count: TraitCount,
  context: { dimension: Dimension; sizes: GroupSizes; comparisons: number },
): Trait {
  const { dimension, sizes, comparisons } = context;
  const share = shareOf(count.inside, sizes.inside) ?? 0;
  const referenceShare = shareOf(count.reference, sizes.reference) ?? 0;
  const score = logLikelihood({
    inside: count.inside,
    segmentSize: sizes.inside,
    outside: count.outside,
    othersSize: sizes.outside,
  });
  return {
    field: dimension.path,
    fieldLabel: dimension.label,
    value: dimension.labelOf(count),
    contacts: count.inside,
    referenceContacts: count.reference,
    share,
    referenceShare,
    lift: shareOf(share, referenceShare),
    score,
    pValue: Math.min(1, chanceOf(score) * comparisons),
    rule: together(dimension.rulesOf(count)),
  };
}
