import type { Evidence } from './consent';

/** Columns of `consent_records` that hold an `Evidence`. A further one comes here, and where statements list its values. */
export const EVIDENCE_COLUMNS = 'method, occurred_at, ip, user_agent, consent_text, language, details';

/** The values of an evidence after its method, in the order of the columns. */
export function evidenceParams(evidence: Evidence): unknown[] {
  return [
    evidence.occurredAt ?? new Date(),
    evidence.ip ?? null,
    evidence.userAgent?.slice(0, 500) ?? null,
    evidence.consentText ?? null,
    evidence.language ?? null,
    JSON.stringify(evidence.details ?? {}),
  ];
}

/**
 * A change of a contact and its evidence as one statement, so that there is no change without evidence, and no evidence without a
 * change. `changed` is an `UPDATE contacts … WHERE …` of $1 workspace, $2 contact, $3 the value; $4 is the action, $5 the method, then
 * come `evidenceParams`.
 */
export const withEvidence = (changed: string): string => `
  WITH changed AS (${changed} RETURNING id, address_hash)
  INSERT INTO consent_records (workspace_id, contact_id, address_hash, action, ${EVIDENCE_COLUMNS})
  SELECT $1, id, address_hash, $4, $5, $6, $7, $8, $9, $10, $11 FROM changed
  ON CONFLICT DO NOTHING`;
