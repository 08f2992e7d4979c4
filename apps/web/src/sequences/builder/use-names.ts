import { useQuery } from '@tanstack/react-query';
import { assetsQuery } from '../../assets/asset-queries';
import { sendersQuery } from '../../campaigns/campaign-queries';
import { contactFieldsQuery } from '../../contacts/contact-queries';
import { formsQuery } from '../../forms/form-queries';
import { segmentsQuery, vocabularyQuery } from '../../segments/segment-queries';
import { useMay } from '../../session/use-session';
import { topicsQuery } from '../../settings/settings-queries';
import { templatesQuery } from '../../templates/template-queries';
import { sequencesQuery } from '../sequence-queries';

export interface Option {
  value: string;
  label: string;
}

const optionsOf = (items: { id: string; name: string }[] | undefined): Option[] =>
  (items ?? []).map(({ id, name }) => ({ value: id, label: name }));

/** What steps and triggers may name, to choose from and to say in words. */
export function useNames() {
  const mayReadContacts = useMay('contacts:read');
  const mayReadForms = useMay('forms:read');
  const mayReadAssets = useMay('assets:read');
  const templates = useQuery(templatesQuery({}));
  const topics = useQuery(topicsQuery);
  const senders = useQuery(sendersQuery);
  const segments = useQuery(segmentsQuery({}));
  const sequences = useQuery(sequencesQuery({}));
  const vocabulary = useQuery(vocabularyQuery);
  const fields = useQuery({ ...contactFieldsQuery, enabled: mayReadContacts });
  const forms = useQuery({ ...formsQuery({}), enabled: mayReadForms });
  const assets = useQuery({ ...assetsQuery({}), enabled: mayReadAssets });
  return {
    template: optionsOf(templates.data?.items),
    topic: optionsOf(topics.data?.items.filter(({ isArchived }) => !isArchived)),
    sender: (senders.data?.items ?? []).map(({ id, fromName, fromEmail }) => ({
      value: id,
      label: `${fromName} <${fromEmail}>`,
    })),
    segment: optionsOf(segments.data?.items),
    trackedSegment: optionsOf(segments.data?.items.filter(({ kind }) => kind === 'tracked')),
    sequence: optionsOf(sequences.data?.items.filter(({ status }) => status !== 'archived')),
    form: optionsOf(forms.data?.items.filter(({ status }) => status !== 'archived')),
    asset: optionsOf(assets.data?.items),
    event: (vocabulary.data?.events ?? []).map(({ name, label }) => ({ value: name, label: label || name })),
    tag: (vocabulary.data?.tags ?? []).map(({ name }) => name),
    fields: fields.data?.catalogue ?? [],
  };
}

export type Names = ReturnType<typeof useNames>;

export const nameIn = (options: readonly Option[], id: string | null): string | undefined =>
  options.find(({ value }) => value === id)?.label;
