import { findProvider } from './mail-provider';

const COLUMN = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;
const PARAMETER = /^\$[1-9]\d*$/;

/**
 * What `heldDomainsSql` compares with: the providers' keys, and the domains that are known to be theirs. Domains that were
 * found by their mail servers stand in the table `mail_domains` under the key.
 */
export function heldNames(providers: Iterable<string>): string[] {
  return [...providers].flatMap((key) => [key, ...(findProvider(key)?.domains ?? [])]);
}

/**
 * An SQL predicate, never null: whether an address belongs to one of the given mailbox providers. `held` is a parameter
 * (`$5`) with what `heldNames` says, `email` a column with an address (`d.email`).
 */
export function heldDomainsSql({ email, held }: { email: string; held: string }): string {
  if (!COLUMN.test(email) || !PARAMETER.test(held)) {
    throw new Error(`heldDomainsSql takes a column and a parameter, not ${email} and ${held}.`);
  }
  const domain = `lower(split_part(${email}, '@', -1))`;
  return `(cardinality(${held}::text[]) > 0 AND (${domain} = ANY (${held}::text[]) OR EXISTS (
      SELECT FROM mail_domains AS held_domain
      WHERE held_domain.domain = ${domain} AND held_domain.provider = ANY (${held}::text[]))))`;
}
