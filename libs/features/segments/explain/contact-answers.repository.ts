import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { CompiledEvidence } from '../compile/compile-evidence';

export interface ContactAnswers {
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** Whether each predicate holds. */
  holds: boolean[];
  /** What decided, as `compileEvidence` builds it. */
  evidence: unknown[];
}

/** Asks everything about one contact in one statement. */
@Injectable()
export class ContactAnswersRepository {
  constructor(private readonly db: Database) {}

  /**
   * Predicates and evidence are about the contact `c`. Placeholders are numbered from `$3`, those of the evidence after
   * those of the predicates. Null when there is no such contact.
   */
  async ask(
    workspaceId: string,
    contactId: string,
    asked: { predicates: { sql: string[]; params: unknown[] }; evidence: CompiledEvidence },
  ): Promise<ContactAnswers | null> {
    const { predicates, evidence } = asked;
    return this.db.queryOne<ContactAnswers>(
      `SELECT c.email, c.first_name AS "firstName", c.last_name AS "lastName",
         ARRAY[${predicates.sql.map((sql) => `(${sql})`).join(', ')}]::boolean[] AS holds,
         ARRAY[${evidence.sql.join(', ')}]::jsonb[] AS evidence
       FROM contacts c ${evidence.joins.join(' ')}
       WHERE c.workspace_id = $1 AND c.id = $2`,
      [workspaceId, contactId, ...predicates.params, ...evidence.params],
    );
  }
}
