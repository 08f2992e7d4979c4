import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { contactFieldsQuery } from '../../contacts/contact-queries';

export interface MergeFieldChoice {
  /** `contact.firstName`. */
  field: string;
  label: string;
  group: 'contact' | 'other';
  /** As the catalogue names it: `text`, `number`, `date` … */
  type: string;
}

/** For rules, not for readers. */
const NOT_SHOWN = new Set(['source', 'createdAt', 'updatedAt']);
const OTHERS = ['workspace.name', 'workspace.postalAddress', 'campaign.name'] as const;

/** What a message may say about its reader, from the catalogue of fields. */
export function useMergeFields(): MergeFieldChoice[] {
  const { t } = useTranslation('templates');
  const { data } = useQuery(contactFieldsQuery);
  const contact = (data?.catalogue ?? [])
    .filter(({ path }) => !NOT_SHOWN.has(path))
    .map(({ path, label, type }) => ({ field: `contact.${path}`, label, group: 'contact' as const, type }));
  const others = OTHERS.map((field) => ({
    field,
    label: t(`merge.${field.replace('.', '-') as 'workspace-name'}`),
    group: 'other' as const,
    type: 'text',
  }));
  return [...contact, ...others];
}
