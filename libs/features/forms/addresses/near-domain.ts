/** Shorter names are too often near to each other by chance: `gmx.de`, `web.de`, `me.com`. */
const LEAST_LENGTH = 7;
/** A hint for these is worth giving though the domain takes mail: people who collect typing errors run mail servers. */
const SURE_LENGTH = 9;

export interface NearDomain {
  domain: string;
  /** Long, and begins the same: `gmial.com`. Else it may well be another company's (`cloud.com` is not `icloud.com`). */
  isSure: boolean;
}

/**
 * The first of the well-known domains that is one slip of the fingers away: a letter too many, missing, wrong, or two of them
 * swapped. `known` by how many people use them, most first. Null when there is none, or it is well-known itself.
 */
export function nearDomain(domain: string, known: readonly string[]): NearDomain | null {
  if (domain.length < LEAST_LENGTH - 1) return null;
  let unsure: NearDomain | null = null;
  for (const one of known) {
    if (one === domain) return null;
    if (one.length < LEAST_LENGTH || !isOneSlipAway(domain, one)) continue;
    if (one.length >= SURE_LENGTH && one[0] === domain[0]) return { domain: one, isSure: true };
    unsure ??= { domain: one, isSure: false };
  }
  return unsure;
}

/** Whether the Damerau–Levenshtein distance (adjacent letters swapped count as one) is exactly one. */
export function isOneSlipAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (restA.length > restB.length) return restA.slice(1) === restB;
  if (restA.length < restB.length) return restB.slice(1) === restA;
  if (restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
