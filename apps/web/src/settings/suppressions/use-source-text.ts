import { useTranslation } from 'react-i18next';

/** What the server writes itself; others, such as what a program named, stand as they are. */
const KNOWN = ['api', 'app', 'erasure', 'import', 'smtp'] as const;

export function useSourceText(): (source: string) => string {
  const { t } = useTranslation('settings');
  return (source) => {
    const known = KNOWN.find((one) => one === source);
    return known ? t(`suppressions.sources.${known}`) : source;
  };
}
