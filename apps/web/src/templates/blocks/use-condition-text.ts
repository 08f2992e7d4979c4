import { useTranslation } from 'react-i18next';
import { useMergeFields } from '../merge/use-merge-fields';
import type { Condition } from './document';

/** "Only if Plan is Business"; null for what everybody sees. */
export function useConditionText(condition: Condition | undefined): string | null {
  const { t } = useTranslation('templates');
  const fields = useMergeFields();
  if (!condition) return null;
  const field = fields.find((choice) => choice.field === condition.field)?.label ?? condition.field;
  const value = 'value' in condition ? String(condition.value) : '';
  return t(`condition.said.${condition.is}`, { field, value });
}
