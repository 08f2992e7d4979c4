import { useTranslation } from 'react-i18next';

/** Names of fields in the language of the app; custom ones as they were named. */
export function useFieldLabel(): (field: { path: string; label: string; isCustom: boolean }) => string {
  const { t, i18n } = useTranslation('segments');
  return ({ path, label, isCustom }) =>
    !isCustom && i18n.exists(`segments:fields.${path}`) ? t(`fields.${path}` as 'fields.age') : label;
}
