import type { Evidence } from '@features/consent';
import type { EvidenceDto } from './consent.dto';

/** What a caller says of how somebody chose. */
export function toEvidence({ method = 'api', occurredAt, consentText, language }: EvidenceDto): Evidence {
  return {
    method,
    consentText,
    language,
    occurredAt: occurredAt === undefined ? undefined : new Date(occurredAt),
  };
}
