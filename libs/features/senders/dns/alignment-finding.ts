import type { DmarcFinding } from './dmarc-finding';
import type { Finding } from './finding';

/**
 * Whether DMARC lets our mail pass (RFC 9989 4.4): a signature, or else SPF, in the name of the From domain. Signatures name the
 * From domain itself, and bounces go to it, so both are aligned in strict mode too; what counts is whether they hold.
 */
export function alignmentFinding(
  domain: string,
  { isSigned, spf, dmarc }: { isSigned: boolean; spf: Finding; dmarc: DmarcFinding },
): Finding {
  const finding = (status: Finding['status'], advice: string): Finding => ({
    check: 'alignment',
    status,
    found: [],
    advice,
  });
  const hasSpf = spf.status === 'ok' || (spf.status === 'warning' && spf.found.length > 0);
  if (isSigned && hasSpf) {
    return finding(
      'ok',
      `Signature and SPF both speak for ${domain}, as the mailbox providers want of those who send much.`,
    );
  }
  if (isSigned) {
    return finding(
      'warning',
      `The signature speaks for ${domain}, SPF does not yet. Those who send much need both: mend the SPF record.`,
    );
  }
  const strict = dmarc.policy === 'quarantine' || dmarc.policy === 'reject';
  if (hasSpf) {
    return finding(
      'warning',
      `Mail from ${domain} goes out unsigned until the DKIM records are found; only SPF speaks for it, and forwarded mail fails. Add the DKIM records.`,
    );
  }
  return finding(
    'wrong',
    `Neither signature nor SPF speaks for ${domain}, so mailbox providers ${strict ? `follow its DMARC policy and ${dmarc.policy === 'reject' ? 'refuse the mail' : 'put the mail into spam'}` : 'put much of the mail into spam or refuse it'}. Add the DKIM records first.`,
  );
}
