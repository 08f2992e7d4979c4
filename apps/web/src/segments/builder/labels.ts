import { useTranslation } from 'react-i18next';
import type { VocabularyEvent, VocabularyField } from '../tree/catalogue';

interface Labels {
  field(field: VocabularyField): string;
  event(event: VocabularyEvent | string): string;
  operator(op: string): string;
  unit(unit: string | null): string;
}

/** Names of what rules may name, in the language of the app where it knows them. */
export function useLabels(): Labels {
  const { t, i18n } = useTranslation('segments');
  const known = (key: string, otherwise: string) =>
    i18n.exists(`segments:${key}`) ? t(key as 'fields.age') : otherwise;
  return {
    field: ({ path, label, group }) => (group === 'custom' ? label : known(`fields.${path}`, label)),
    event: (event) => {
      const name = typeof event === 'string' ? event : event.name;
      const label = typeof event === 'string' ? null : event.label;
      return known(`events.${name.replace('.', '_')}`, label ?? name);
    },
    operator: (op) => known(`operators.${op}`, op),
    unit: (unit) => (unit ? known(`units.${unit}`, unit) : ''),
  };
}
