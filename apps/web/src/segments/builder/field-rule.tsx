import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { operated } from '../tree/new-rules';
import type { FieldRule } from '../tree/rule-tree';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { countries } from './countries';
import { useLabels } from './labels';
import { ValueEditor } from './value-editor';

interface Props {
  rule: FieldRule;
  onChange: (rule: FieldRule) => void;
}

/** Operator and value of a rule about a field. */
export function FieldRuleEditor({ rule, onChange }: Props) {
  const { i18n } = useTranslation('segments');
  const labels = useLabels();
  const { catalogue, readOnly } = useBuilder();
  const field = catalogue.field(rule.field);
  const type = field?.type ?? '';
  const choices = field?.path === 'country' ? countries(i18n.language) : named(field?.choices);
  return (
    <>
      <OperatorSelect
        operators={field?.operators ?? []}
        value={rule.op}
        onChange={(op) =>
          onChange({ field: rule.field, ...operated(op, rule.value, { catalogue, type, was: rule.op }) })
        }
      />
      <ValueEditor
        shapes={catalogue.shapes(type, rule.op) ?? []}
        value={rule.value}
        onChange={(value) => onChange({ ...rule, value })}
        readOnly={readOnly}
        unit={labels.unit(field?.unit ?? null)}
        choices={choices}
      />
    </>
  );
}

function named(choices: readonly string[] = []): { value: string; label: string }[] {
  return choices.map((choice) => ({ value: choice, label: choice }));
}

export function OperatorSelect({
  operators,
  value,
  onChange,
}: {
  operators: readonly string[];
  value: string;
  onChange: (op: string) => void;
}) {
  const { t } = useTranslation('segments');
  const labels = useLabels();
  const { readOnly } = useBuilder();
  const all = operators.includes(value) ? operators : [value, ...operators];
  return (
    <NativeSelect
      className={classes.operator}
      aria-label={t('rule.operator')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      disabled={readOnly}
      data={all.map((op) => ({ value: op, label: labels.operator(op) }))}
    />
  );
}
