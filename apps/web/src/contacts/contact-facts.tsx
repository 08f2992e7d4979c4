import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../api/models';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { contactFieldsQuery } from './contact-queries';
import { EditContact } from './edit-contact';
import { showValue } from './show-value';

/** What is known about the person; what is not known is not shown. */
export function ContactFacts({ contact }: { contact: Contact }) {
  const { t } = useTranslation(['contacts', 'ui']);
  const mayWrite = useMay('contacts:write');
  const fields = useQuery(contactFieldsQuery);
  const [isEditing, setEditing] = useState(false);
  const labelOf = (key: string) => fields.data?.items.find((field) => field.key === key)?.label ?? key;
  const profile: [string, unknown][] = [
    [t('profile.phone'), contact.phone],
    [t('profile.company'), contact.company?.name],
    [t('profile.city'), [contact.postalCode, contact.city].filter(Boolean).join(' ')],
    [t('profile.region'), contact.region],
    [t('details.country'), contact.country],
    [t('profile.locale'), contact.locale],
    [t('profile.timeZone'), contact.timeZone],
    [t('profile.birthDate'), contact.birthDate],
  ];
  const custom = Object.entries(contact.attributes).map(([key, value]): [string, unknown] => [
    labelOf(key),
    value,
  ]);
  const rows = [...profile, ...custom]
    .map(([label, value]) => [label, showValue(value, [t('yes'), t('no')])] as const)
    .filter(([, value]) => value !== '');
  return (
    <Card
      title={t('details.title')}
      actions={
        mayWrite && (
          <Button size="xs" variant="default" onClick={() => setEditing(true)}>
            {t('ui:actions.edit')}
          </Button>
        )
      }
    >
      {rows.length === 0 && <Text c="dimmed">{t('details.none')}</Text>}
      <Stack component="dl" gap={8} m={0}>
        {rows.map(([label, value]) => (
          <div key={label} style={{ display: 'grid', gridTemplateColumns: '130px 1fr', gap: 12 }}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Text>
          </div>
        ))}
      </Stack>
      {isEditing && <EditContact contact={contact} onClose={() => setEditing(false)} />}
    </Card>
  );
}
