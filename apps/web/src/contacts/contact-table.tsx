import { Group, Paper, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Contact } from '../api/models';
import { formatAgo } from '../ui/format';
import { Tag } from '../ui/tag';
import { nameOf } from './contact-name';

const SHOWN_TAGS = 3;

export function ContactTable({ contacts }: { contacts: Contact[] }) {
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Contact</Table.Th>
            <Table.Th visibleFrom="xs">Tags</Table.Th>
            <Table.Th visibleFrom="md">Place</Table.Th>
            <Table.Th visibleFrom="sm">Added</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {contacts.map((contact) => (
            <Table.Tr key={contact.id}>
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
              <Table.Td visibleFrom="xs">
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
              </Table.Td>
              <Table.Td visibleFrom="md">
                {[contact.city, contact.country].filter(Boolean).join(', ')}
              </Table.Td>
              <Table.Td visibleFrom="sm">{formatAgo(contact.createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
