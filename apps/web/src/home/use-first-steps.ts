import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { campaignsQuery, hasLedger, sendersQuery } from '../campaigns/campaign-queries';
import { contactsQuery } from '../contacts/contact-queries';
import { useMay } from '../session/use-session';
import { workspaceQuery } from '../settings/settings-queries';
import { templatesQuery } from '../templates/template-queries';
import { publishedFormsQuery, testSendsQuery } from './home-queries';

export interface FirstStep {
  key: 'address' | 'sender' | 'people' | 'email' | 'test';
  label: string;
  text: string;
  isDone: boolean;
  to: '/settings/brand' | '/settings/senders' | '/contacts/import' | '/templates/gallery' | '/campaigns';
}

/** The way to the first campaign; each step finds out by itself whether it is done. Undefined until all have. */
export function useFirstSteps(): FirstStep[] | undefined {
  const { t } = useTranslation('home');
  const workspace = useQuery(workspaceQuery);
  const senders = useQuery(sendersQuery);
  const contacts = useQuery(contactsQuery({ limit: 1 }));
  const forms = useQuery(publishedFormsQuery);
  const templates = useQuery(templatesQuery({}));
  const campaigns = useQuery(campaignsQuery({ limit: 5 }));
  const mayAudit = useMay('workspace:admin');
  const tests = useQuery({ ...testSendsQuery, enabled: mayAudit });
  const all = [workspace, senders, contacts, forms, templates, campaigns, ...(mayAudit ? [tests] : [])];
  if (all.some(({ isPending }) => isPending)) return undefined;

  const has = (list: { items: unknown[] } | undefined) => (list?.items.length ?? 0) > 0;
  const wentOut = campaigns.data?.items.some(({ status }) => hasLedger(status)) ?? false;
  const step = (
    key: FirstStep['key'],
    isDone: boolean,
    where: Pick<FirstStep, 'to'> & Partial<FirstStep>,
  ): FirstStep => ({
    key,
    label: t(`steps.${key}`),
    text: t(`steps.${key}Text`),
    isDone,
    ...where,
  });
  return [
    step('address', (workspace.data?.postalAddress ?? '') !== '', { to: '/settings/brand' }),
    step('sender', has(senders.data), { to: '/settings/senders' }),
    step('people', has(contacts.data) || has(forms.data), { to: '/contacts/import' }),
    step('email', has(templates.data), { to: '/templates/gallery' }),
    step('test', wentOut || has(tests.data), { to: '/campaigns' }),
  ];
}
