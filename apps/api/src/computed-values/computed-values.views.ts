import { ApiProperty } from '@nestjs/swagger';
import type { ComputedValueDefinition, ExplainedValue, ExplainedValues } from '@features/computed-values';

/** A value that is worked out about contacts. */
export class ComputedValueView {
  /**
   * Rules name it `computed.<key>`.
   * @example lifetimeValue
   */
  key!: string;
  /** Name shown to people. */
  label!: string;
  /** What it holds. */
  type!: 'number' | 'choice' | 'date-time';
  /** What it can be; empty unless it is a choice. */
  choices!: string[];
  /** How it is worked out, in words. */
  formula!: string;
}

/** All computed values, in the order in which people expect to see them. */
export class ComputedValueListView {
  /** Never so many that they need pages. */
  items!: ComputedValueView[];
}

/** A computed value of one contact. */
export class ContactComputedValueView extends ComputedValueView {
  /** A number, a choice, or a date-time; null: no value. */
  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }], nullable: true })
  value!: number | string | null;
  /** False: there is too little to say anything. */
  enoughData!: boolean;
  /** What the formula was applied to; null where there is nothing. */
  inputs!: Record<string, unknown>;
}

/** What is worked out about one contact. */
export class ContactComputedValuesView {
  /** In the order of the definitions. */
  items!: ContactComputedValueView[];
  /** When one of them last changed; null: nothing is known about the contact. */
  computedAt!: string | null;
  /** When everybody in the workspace was refreshed last, quintiles included; null: not yet. */
  refreshedAt!: string | null;
}

export function toComputedValueView(definition: ComputedValueDefinition): ComputedValueView {
  const { key, label, type, choices, formula } = definition;
  return { key, label, type, choices: [...choices], formula };
}

export function toContactComputedValuesView(explained: ExplainedValues): ContactComputedValuesView {
  return {
    items: explained.values.map(toContactComputedValueView),
    computedAt: explained.computedAt?.toISOString() ?? null,
    refreshedAt: explained.refreshedAt?.toISOString() ?? null,
  };
}

function toContactComputedValueView({ definition, ...explained }: ExplainedValue): ContactComputedValueView {
  return { ...toComputedValueView(definition), ...explained };
}
