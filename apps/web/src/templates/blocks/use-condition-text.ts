import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../i18n';
import { useMergeFields } from '../merge/use-merge-fields';
import type { Condition } from './document';

/** "Only if Plan is Business"; null for what everybody sees. */
export function useConditionText(condition: Condition | undefined): string | null {
  const { t } = useTranslation('templates');
  const fields = useMergeFields();
  if (!condition) return null;
  const field = fields.find((choice) => choice.field === condition.field)?.label ?? condition.field;
  const value = 'value' in condition ? said(condition) : '';
  return t(`condition.said.${condition.is}`, { field, value });
}

/** Days in the language of the app. */
function said(condition: Extract<Condition, { value: string | number }>): string {
  if (condition.is !== 'before' && condition.is !== 'from') return String(condition.value);
  const day = new Date(condition.value);
  if (Number.isNaN(day.getTime())) return condition.value;
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeZone: 'UTC' }).format(day);
}
