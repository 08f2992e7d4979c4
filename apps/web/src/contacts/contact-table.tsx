import { Checkbox, Group, Paper, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Contact } from '../api/models';
import { formatAgo } from '../ui/format';
import { Tag } from '../ui/tag';
import type { Column } from './columns';
import { nameOf } from './contact-name';
import { showValue } from './show-value';
import { sourceName } from './source-words';

const SHOWN_TAGS = 3;

interface Props {
  contacts: Contact[];
  columns: Column[];
  labelOf: (column: Column) => string;
  /** Ids of the chosen ones; null where nobody may be chosen. */
  chosen: ReadonlySet<string> | null;
  onChoose: (ids: Set<string>) => void;
}

export function ContactTable({ contacts, columns, labelOf, chosen, onChoose }: Props) {
  const { t } = useTranslation('contacts');
  const count = contacts.filter(({ id }) => chosen?.has(id)).length;
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table.ScrollContainer minWidth={columns.length > 3 ? 280 + 130 * columns.length : 0} type="native">
        <Table highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {chosen && (
                <Table.Th w={44}>
                  <Checkbox
                    aria-label={t('list.choosePage')}
                    checked={count > 0 && count === contacts.length}
                    indeterminate={count > 0 && count < contacts.length}
                    onChange={() =>
                      onChoose(new Set(count === contacts.length ? [] : contacts.map(({ id }) => id)))
                    }
                  />
                </Table.Th>
              )}
              <Table.Th>{t('list.contact')}</Table.Th>
              {columns.map((column, index) => (
                <Table.Th key={column} {...hidden(index)}>
                  {labelOf(column)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {contacts.map((contact) => (
              <Table.Tr key={contact.id}>
                {chosen && (
                  <Table.Td>
                    <Checkbox
                      aria-label={t('list.choose', { name: nameOf(contact) || contact.email })}
                      checked={chosen.has(contact.id)}
                      onChange={() => toggle(contact.id)}
                    />
                  </Table.Td>
                )}
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <Link to="/contacts/$contactId" params={{ contactId: contact.id }} className="row-link">
                    {nameOf(contact) || contact.email}
                  </Link>
                  {nameOf(contact) && (
                    <Text size="sm" c="dimmed">
                      {contact.email}
                    </Text>
                  )}
                </Table.Td>
                {columns.map((column, index) => (
                  <Table.Td key={column} {...hidden(index)}>
                    <Cell contact={contact} column={column} />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

/** Phones show the name alone, tablets one column and more. */
function hidden(index: number): { visibleFrom: 'xs' | 'sm' | 'md' } {
  return { visibleFrom: (['xs', 'sm'] as const)[index] ?? 'md' };
}

function Cell({ contact, column }: { contact: Contact; column: Column }) {
  const { t } = useTranslation('contacts');
  switch (column) {
    case 'email':
      return contact.email;
    case 'tags':
      return (
        <Group gap={6}>
          {contact.tags.slice(0, SHOWN_TAGS).map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
          {contact.tags.length > SHOWN_TAGS && (
            <Text size="xs" c="dimmed">
              +{contact.tags.length - SHOWN_TAGS}
            </Text>
          )}
        </Group>
      );
    case 'place':
      return [contact.city, contact.country].filter(Boolean).join(', ');
    case 'phone':
      return contact.phone;
    case 'company':
      return contact.company?.name;
    case 'language':
      return contact.locale;
    case 'source':
      return sourceName(contact.source, t);
    case 'updated':
      return formatAgo(contact.updatedAt);
    case 'added':
      return formatAgo(contact.createdAt);
    default:
      return showValue(contact.attributes[column.slice('attributes.'.length)], [t('yes'), t('no')]);
  }
}
