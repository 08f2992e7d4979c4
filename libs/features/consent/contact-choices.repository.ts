import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { ConsentAction, Evidence, Frequency } from './consent';
import { EVIDENCE_COLUMNS, evidenceParams, withEvidence } from './evidence-sql';

/** "A month" is four weeks: a letter of every fourth Tuesday, or of every first one, comes through. */
const CAP_DAYS: Record<Frequency, number | null> = { all: null, weekly: 7, monthly: 28 };

export function frequencyOf(ownCapDays: number | null): Frequency {
  if (ownCapDays === null) return 'all';
  return ownCapDays <= CAP_DAYS.weekly! ? 'weekly' : 'monthly';
}

const PAUSE = withEvidence(`
  UPDATE contacts SET paused_until = $3::timestamptz
  WHERE workspace_id = $1 AND id = $2 AND CASE WHEN $3::timestamptz IS NULL THEN paused_until > now()
    ELSE paused_until IS DISTINCT FROM $3::timestamptz END`);

const SET_OWN_CAP = withEvidence(`
  UPDATE contacts SET own_cap_days = $3::smallint
  WHERE workspace_id = $1 AND id = $2 AND own_cap_days IS DISTINCT FROM $3::smallint`);

/** What changes nothing in the contact's row, or is changed by others. */
const RECORD = `
  INSERT INTO consent_records (workspace_id, contact_id, address_hash, action, ${EVIDENCE_COLUMNS})
  SELECT $1, id, address_hash, $3, $4, $5, $6, $7, $8, $9, $10 FROM contacts WHERE workspace_id = $1 AND id = $2
  ON CONFLICT DO NOTHING`;

/** So long, asking once more is the same wish. */
const REPEAT_HOURS = 1;

/** $1 workspace, $2 contact, $3 the action. */
const LATELY_RECORDED = `
  SELECT 1 AS one FROM consent_records WHERE workspace_id = $1 AND contact_id = $2 AND action = $3
    AND occurred_at > now() - make_interval(hours => ${REPEAT_HOURS}) LIMIT 1`;

/** SQL of what a person chose beside topics. */
@Injectable()
export class ContactChoicesRepository {
  constructor(private readonly database: Database) {}

  /** `until` null ends the pause. True when that changed something. */
  async pause(
    workspaceId: string,
    contact: { id: string; until: Date | null },
    evidence: Evidence,
  ): Promise<boolean> {
    const action: ConsentAction = contact.until === null ? 'resumed' : 'paused';
    const params = [workspaceId, contact.id, contact.until, action, evidence.method];
    return (await this.database.execute(PAUSE, [...params, ...evidenceParams(evidence)])) > 0;
  }

  /** True when the answer differs from the one before. */
  async setFrequency(
    workspaceId: string,
    contact: { id: string; frequency: Frequency },
    evidence: Evidence,
  ): Promise<boolean> {
    const action: ConsentAction = 'frequency-chosen';
    const params = [workspaceId, contact.id, CAP_DAYS[contact.frequency], action, evidence.method];
    return (await this.database.execute(SET_OWN_CAP, [...params, ...evidenceParams(evidence)])) > 0;
  }

  /** Appends evidence; nothing for a contact that is gone. */
  async record(
    workspaceId: string,
    what: { contactId: string; action: ConsentAction },
    evidence: Evidence,
  ): Promise<void> {
    const params = [workspaceId, what.contactId, what.action, evidence.method];
    await this.database.execute(RECORD, [...params, ...evidenceParams(evidence)]);
  }

  /** As `record`, unless there is one of the last hour. Needs an open transaction: whoever asks at the same time waits. */
  async recordOnce(
    workspaceId: string,
    what: { contactId: string; action: ConsentAction },
    evidence: Evidence,
  ): Promise<void> {
    const person = [workspaceId, what.contactId];
    await this.database.query(
      'SELECT FROM contacts WHERE workspace_id = $1 AND id = $2 FOR NO KEY UPDATE',
      person,
    );
    const lately = await this.database.queryOne(LATELY_RECORDED, [...person, what.action]);
    if (lately === null) await this.record(workspaceId, what, evidence);
  }
}
