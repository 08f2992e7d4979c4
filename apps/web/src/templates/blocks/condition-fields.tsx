import { Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FALLBACK, MAX_FALLBACK } from '../merge/merge-text';
import { useMergeFields } from '../merge/use-merge-fields';
import type { Block, Condition } from './document';

const TESTS = ['set', 'notSet', 'equal', 'notEqual'] as const;

interface Props {
  block: Block;
  onChange: (block: Block) => void;
}

/** Show this block only if … */
export function ConditionFields({ block, onChange }: Props) {
  const { t } = useTranslation('templates');
  const fields = useMergeFields().filter(({ group }) => group === 'contact');
  const { onlyIf, ...rest } = block;
  const set = (next: Condition) => onChange({ ...block, onlyIf: next });
  const data = fields.map(({ field, label }) => ({ value: field, label }));
  const first = data[0]?.value ?? 'contact.firstName';
  const value = onlyIf && 'value' in onlyIf ? String(onlyIf.value) : '';
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
            onChange={(field) => field && set({ ...onlyIf, field })}
          />
          <Select
            label={t('condition.test')}
            data={TESTS.map((test) => ({ value: test, label: t(`condition.tests.${test}`) }))}
            allowDeselect={false}
            value={onlyIf.is}
            onChange={(is) => {
              if (is === 'set' || is === 'notSet') set({ field: onlyIf.field, is });
              if (is === 'equal' || is === 'notEqual') set({ field: onlyIf.field, is, value });
            }}
          />
          {'value' in onlyIf && (
            <TextInput
              label={t('condition.value')}
              maxLength={MAX_FALLBACK}
              value={value}
              onChange={(event) => {
                const typed = event.currentTarget.value;
                if (FALLBACK.test(typed)) set({ ...onlyIf, value: typed });
              }}
            />
          )}
        </>
      )}
    </Stack>
  );
}
