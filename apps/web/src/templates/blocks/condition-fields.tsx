import { Select, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FALLBACK, MAX_FALLBACK } from '../merge/merge-text';
import { useMergeFields, type MergeFieldChoice } from '../merge/use-merge-fields';
import { conditionOf, testsFor, type Test } from './condition-tests';
import type { Block, Condition } from './document';

interface Props {
  block: Block;
  onChange: (block: Block) => void;
}

/** Show this block only if … */
export function ConditionFields({ block, onChange }: Props) {
  const { t } = useTranslation('templates');
  const fields = useMergeFields().filter(({ group }) => group === 'contact');
  const { onlyIf, ...rest } = block;
  const set = (next: Condition) => onChange({ ...block, onlyIf: next } as Block);
  const data = fields.map(({ field, label }) => ({ value: field, label }));
  const first = data[0]?.value ?? 'contact.firstName';
  const typeOf = (field: string) => fields.find((known) => known.field === field)?.type ?? 'text';
  return (
    <Stack gap="sm">
      <Switch
        label={t('condition.switch')}
        checked={onlyIf !== undefined}
        onChange={(event) =>
          event.currentTarget.checked ? set({ field: first, is: 'set' }) : onChange(rest as Block)
        }
      />
      {onlyIf && (
        <>
          <Select
            label={t('condition.field')}
            data={data}
            searchable
            allowDeselect={false}
            value={onlyIf.field}
            onChange={(field) => field && set(conditionOf(field, 'set', typeOf(field)))}
          />
          <Select
            label={t('condition.test')}
            data={testsFor(typeOf(onlyIf.field), onlyIf.is).map((test) => ({
              value: test,
              label: t(`condition.tests.${test}`),
            }))}
            allowDeselect={false}
            value={onlyIf.is}
            onChange={(is) => is && set(conditionOf(onlyIf.field, is as Test, typeOf(onlyIf.field)))}
          />
          {'value' in onlyIf && (
            <ValueInput
              key={`${onlyIf.field} ${onlyIf.is}`}
              condition={onlyIf}
              type={typeOf(onlyIf.field)}
              onChange={set}
            />
          )}
        </>
      )}
    </Stack>
  );
}

interface ValueProps {
  condition: Extract<Condition, { value: string | number }>;
  type: MergeFieldChoice['type'];
  onChange: (condition: Condition) => void;
}

/** A text, a number or a day, as the field has it. What is none stays in the input, is said, and changes nothing. */
function ValueInput({ condition, type, onChange }: ValueProps) {
  const { t } = useTranslation('templates');
  const [typed, setTyped] = useState(String(condition.value));
  const isDay = condition.is === 'before' || condition.is === 'from';
  const isNumber = type === 'number' || typeof condition.value === 'number';
  const read = (text: string): string | number | null => {
    if (isDay) return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null;
    if (isNumber) return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
    return FALLBACK.test(text) ? text : null;
  };
  const wrong = isDay ? 'condition.noDay' : isNumber ? 'condition.noNumber' : 'merge.fallbackWrong';
  return (
    <TextInput
      label={t('condition.value')}
      type={isDay ? 'date' : isNumber ? 'number' : 'text'}
      step={isNumber ? 'any' : undefined}
      maxLength={MAX_FALLBACK}
      value={typed}
      error={read(typed) === null ? t(wrong) : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const value = read(text);
        if (value !== null) onChange({ ...condition, value } as Condition);
      }}
    />
  );
}
