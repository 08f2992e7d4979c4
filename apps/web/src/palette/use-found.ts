import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { campaignsQuery } from '../campaigns/campaign-queries';
import { nameOf } from '../contacts/contact-name';
import { contactsQuery } from '../contacts/contact-queries';
import { formsQuery } from '../forms/form-queries';
import { segmentsQuery } from '../segments/segment-queries';
import { sequencesQuery } from '../sequences/sequence-queries';
import { useSession } from '../session/use-session';
import { templatesQuery } from '../templates/template-queries';
import type { PaletteGroup } from './palette-item';

/** Of each kind. */
const MOST = 5;
/** One letter finds half of everything. */
const SHORTEST = 2;

/** What the server finds by name; superseded questions are given up. Groups without a find are left out. */
export function useFound(text: string): { groups: PaletteGroup[]; isSearching: boolean } {
  const { t } = useTranslation(['palette', 'shell']);
  const { scopes } = useSession();
  const isOn = text.length >= SHORTEST;
  const fresh = { placeholderData: undefined, staleTime: 10_000 };
  const [contacts, campaigns, segments, templates, sequences, forms] = useQueries({
    queries: [
      {
        ...contactsQuery({ q: text, limit: MOST }),
        ...fresh,
        enabled: isOn && scopes.includes('contacts:read'),
      },
      {
        ...campaignsQuery({ search: text, limit: MOST }),
        ...fresh,
        enabled: isOn && scopes.includes('campaigns:read'),
      },
      { ...segmentsQuery({ search: text }), ...fresh, enabled: isOn && scopes.includes('segments:read') },
      { ...templatesQuery({ search: text }), ...fresh, enabled: isOn && scopes.includes('templates:read') },
      { ...sequencesQuery({ search: text }), ...fresh, enabled: isOn && scopes.includes('campaigns:read') },
      { ...formsQuery({ search: text }), ...fresh, enabled: isOn && scopes.includes('forms:read') },
    ],
  });
  const all = [contacts, campaigns, segments, templates, sequences, forms];
  const groups: PaletteGroup[] = [
    {
      key: 'contacts',
      label: t('shell:navigation.contacts'),
      items: firstOf(contacts.data).map((contact) => ({
        key: contact.id,
        label: nameOf(contact) || contact.email,
        hint: contact.email,
        go: { to: '/contacts/$contactId', params: { contactId: contact.id } },
      })),
    },
    {
      key: 'campaigns',
      label: t('shell:navigation.campaigns'),
      items: firstOf(campaigns.data).map(({ id, name }) => ({
        key: id,
        label: name,
        go: { to: '/campaigns/$campaignId', params: { campaignId: id } },
      })),
    },
    {
      key: 'segments',
      label: t('shell:navigation.segments'),
      items: firstOf(segments.data).map(({ id, name }) => ({
        key: id,
        label: name,
        go: { to: '/segments/$segmentId', params: { segmentId: id } },
      })),
    },
    {
      key: 'templates',
      label: t('shell:navigation.emails'),
      items: firstOf(templates.data).map(({ id, name }) => ({
        key: id,
        label: name,
        go: { to: '/templates/$templateId', params: { templateId: id } },
      })),
    },
    {
      key: 'sequences',
      label: t('shell:navigation.sequences'),
      items: firstOf(sequences.data).map(({ id, name }) => ({
        key: id,
        label: name,
        go: { to: '/sequences/$sequenceId', params: { sequenceId: id } },
      })),
    },
    {
      key: 'forms',
      label: t('shell:navigation.forms'),
      items: firstOf(forms.data).map(({ id, name }) => ({
        key: id,
        label: name,
        go: { to: '/forms/$formId', params: { formId: id } },
      })),
    },
  ];
  return {
    groups: isOn ? groups.filter(({ items }) => items.length > 0) : [],
    isSearching: isOn && all.some(({ isFetching }) => isFetching),
  };
}

function firstOf<Item>(list: { items: Item[] } | undefined): Item[] {
  return list?.items.slice(0, MOST) ?? [];
}
