import { Injectable } from '@nestjs/common';
import { notFound } from '@platform/errors';
import { COMPUTED_VALUES, type ComputedValueDefinition } from './computed-value';
import { ContactValuesRepository } from './contact-values.repository';
import { NOT_ENOUGH_DATA } from './value-rules';

/** One value of one contact, and why it is so. */
export interface ExplainedValue {
  definition: ComputedValueDefinition;
  /** Null: none. */
  value: number | string | null;
  /** False: there is too little to say anything. */
  enoughData: boolean;
  /** What the formula was applied to; null where there is nothing. */
  inputs: Record<string, unknown>;
}

export interface ExplainedValues {
  values: ExplainedValue[];
  /** When the contact's values last changed; null: there are none. */
  computedAt: Date | null;
  /** When everybody in the workspace was refreshed last; null: not yet. */
  refreshedAt: Date | null;
}

const DAY_MS = 86_400_000;

/** Answers what is known about one contact. */
@Injectable()
export class ContactValuesService {
  constructor(private readonly values: ContactValuesRepository) {}

  /** Every computed value in the order of the definitions. Throws `contact.not-found`. */
  async explain(workspaceId: string, contactId: string, now = new Date()): Promise<ExplainedValues> {
    const found = await this.values.find(workspaceId, contactId, now);
    if (!found) throw notFound('contact', contactId);
    const values = new Map(COMPUTED_VALUES.map((one) => [one.key, valueOf(one, found.row, now)]));
    const given: Record<string, unknown> = { ...Object.fromEntries(values), ...found.inputs };
    const computedAt = found.row?.['computed_at'];
    return {
      values: COMPUTED_VALUES.map((definition) => {
        const value = values.get(definition.key) ?? null;
        const inputs = Object.fromEntries(definition.inputs.map((key) => [key, given[key] ?? null]));
        return { definition, value, enoughData: value !== null && value !== NOT_ENOUGH_DATA, inputs };
      }),
      computedAt: typeof computedAt === 'string' ? new Date(computedAt) : null,
      refreshedAt: found.refreshedAt,
    };
  }
}

function valueOf(
  { storage, type, otherwise }: ComputedValueDefinition,
  row: Record<string, unknown> | null,
  now: Date,
): number | string | null {
  const value = row ? row[storage.column] : otherwise;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  if (storage.daysSince) return daysSince(new Date(value), now);
  return type === 'date-time' ? new Date(value).toISOString() : value;
}

/** Whole days; null when the time is still to come. */
function daysSince(at: Date, now: Date): number | null {
  const elapsed = now.getTime() - at.getTime();
  return elapsed < 0 ? null : Math.floor(elapsed / DAY_MS);
}
