import { Badge, Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';
import { useMay } from '../../session/use-session';
import { AnchorLink } from '../../ui/anchor-link';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { EmptyState } from '../../ui/empty-state';
import { formatNumber } from '../../ui/format';
import { Loading } from '../../ui/loading';
import { PageHeader } from '../../ui/page-header';
import { ProblemNotice } from '../../ui/problem-notice';
import { contactFieldsQuery, tagsQuery } from '../contact-queries';
import { FieldDialog } from './field-dialog';

type ContactField = components['schemas']['ContactFieldView'];

/** Custom fields and tags of the workspace. */
export function FieldsPage() {
  const { t } = useTranslation(['contacts', 'ui']);
  const mayWrite = useMay('contacts:write');
  const { data, error, refetch } = useQuery(contactFieldsQuery);
  /** Undefined: no dialog; null: a new field. */
  const [edited, setEdited] = useState<ContactField | null | undefined>(undefined);
  const [deleted, setDeleted] = useState<ContactField | null>(null);
  return (
    <>
      <PageHeader
        title={t('fields.title')}
        back={{ to: '/contacts', label: t('title') }}
        description={t('fields.description')}
        actions={mayWrite && <Button onClick={() => setEdited(null)}>{t('fields.new')}</Button>}
      />
      <Stack gap="lg">
        <ProblemNotice error={error} onRetry={() => void refetch()} />
        {!data && !error && <Loading rows={4} />}
        {data?.items.length === 0 && (
          <EmptyState icon={IconForms} title={t('fields.none')}>
            {t('fields.noneText')}
          </EmptyState>
        )}
        {data && data.items.length > 0 && (
          <Paper withBorder style={{ overflow: 'hidden' }}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('fields.label')}</Table.Th>
                  <Table.Th>{t('fields.type')}</Table.Th>
                  <Table.Th visibleFrom="sm">{t('fields.choices')}</Table.Th>
                  {mayWrite && <Table.Th aria-label={t('fields.actions')} />}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.items.map((field) => (
                  <Table.Tr key={field.id}>
                    <Table.Td miw={120} style={{ overflowWrap: 'anywhere' }}>
                      <Text size="sm" fw={600}>
                        {field.label}
                      </Text>
                      <Text size="xs" c="dimmed" ff="monospace">
                        {field.key}
                      </Text>
                    </Table.Td>
                    <Table.Td>{t(`fields.types.${field.type}`)}</Table.Td>
                    <Table.Td visibleFrom="sm">
                      <Text size="sm" lineClamp={2}>
                        {field.choices.join(', ')}
                      </Text>
                    </Table.Td>
                    {mayWrite && (
                      <Table.Td>
                        <Group gap="xs" justify="flex-end">
                          <Button
                            size="compact-xs"
                            variant="subtle"
                            aria-label={t('fields.editLabel', { name: field.label })}
                            onClick={() => setEdited(field)}
                          >
                            {t('ui:actions.edit')}
                          </Button>
                          <Button
                            size="compact-xs"
                            variant="subtle"
                            c="var(--mantine-color-error)"
                            aria-label={t('fields.deleteLabel', { name: field.label })}
                            onClick={() => setDeleted(field)}
                          >
                            {t('ui:actions.delete')}
                          </Button>
                        </Group>
                      </Table.Td>
                    )}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Paper>
        )}
        <Tags />
      </Stack>
      {edited !== undefined && <FieldDialog field={edited} onClose={() => setEdited(undefined)} />}
      {deleted && <DeleteField field={deleted} onClose={() => setDeleted(null)} />}
    </>
  );
}

function DeleteField({ field, onClose }: { field: ContactField; onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'ui']);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      unwrap(api.DELETE('/api/v1/contact-fields/{id}', { params: { path: { id: field.id } } })),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries();
    },
  });
  return (
    <ConfirmDialog
      opened
      title={t('fields.deleteTitle', { name: field.label })}
      confirmLabel={t('ui:actions.delete')}
      isDangerous
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      {t('fields.deleteText')}
    </ConfirmDialog>
  );
}

function Tags() {
  const { t } = useTranslation('contacts');
  const { data, error } = useQuery(tagsQuery);
  return (
    <Card title={t('tags.title')} hint={t('tags.hint')}>
      <ProblemNotice error={error} />
      {data?.items.length === 0 && <Text c="dimmed">{t('tags.none')}</Text>}
      <Group gap="sm">
        {data?.items.map(({ id, name, contacts }) => (
          <Group key={id} gap={6} wrap="nowrap">
            <AnchorLink to="/contacts" search={{ tag: name }} size="sm">
              {name}
            </AnchorLink>
            <Badge variant="default" size="sm" className="numbers">
              {formatNumber(contacts)}
            </Badge>
          </Group>
        ))}
      </Group>
    </Card>
  );
}
