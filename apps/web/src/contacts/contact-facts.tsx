import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Contact } from '../api/models';
import { Card } from '../ui/card';
import { contactFieldsQuery } from './contact-queries';

function show(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function profileOf(contact: Contact): [string, unknown][] {
  return [
    ['Phone', contact.phone],
    ['Company', contact.company?.name],
    ['City', [contact.postalCode, contact.city].filter(Boolean).join(' ')],
    ['Region', contact.region],
    ['Country', contact.country],
    ['Language', contact.locale],
    ['Time zone', contact.timeZone],
    ['Birth date', contact.birthDate],
  ];
}

/** What is known about the person; what is not known is not shown. */
export function ContactFacts({ contact }: { contact: Contact }) {
  const fields = useQuery(contactFieldsQuery);
  const labelOf = (key: string) => fields.data?.items.find((field) => field.key === key)?.label ?? key;
  const custom = Object.entries(contact.attributes).map(([key, value]): [string, unknown] => [
    labelOf(key),
    value,
  ]);
  const rows = [...profileOf(contact), ...custom].filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  return (
    <Card title="Details">
      {rows.length === 0 && <Text c="dimmed">Nothing but the address is known.</Text>}
      <Stack component="dl" gap={8} m={0}>
        {rows.map(([label, value]) => (
          <div key={label} style={{ display: 'grid', gridTemplateColumns: '130px 1fr', gap: 12 }}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
              {show(value)}
            </Text>
          </div>
        ))}
      </Stack>
    </Card>
  );
}
