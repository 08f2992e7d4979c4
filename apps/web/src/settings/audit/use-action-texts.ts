import { useTranslation } from 'react-i18next';

/** Actions in words. One that this version has no words for stands as it is. */
export function useActionTexts() {
  const { t, i18n } = useTranslation('audit');
  const texts = t('actions', { returnObjects: true }) as Record<string, Record<string, string>>;
  const collator = new Intl.Collator(i18n.language);
  return {
    textOf: (action: string): string => {
      const [noun = '', verb = ''] = action.split('.');
      return texts[noun]?.[verb] ?? action;
    },
    /** For a Select, in the order of the alphabet. */
    actions: Object.entries(texts)
      .flatMap(([noun, verbs]) =>
        Object.entries(verbs).map(([verb, label]) => ({ value: `${noun}.${verb}`, label })),
      )
      .sort((one, other) => collator.compare(one.label, other.label)),
  };
}
