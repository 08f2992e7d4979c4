import { Button, Select, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactImport } from '../api/models';
import { contactFieldsQuery } from '../contacts/contact-queries';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { ProblemNotice } from '../ui/problem-notice';
import { isRunning, uploadImport, uploadOf } from './import-queries';

const TARGETS = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'locale',
  'timeZone',
  'country',
  'region',
  'city',
  'postalCode',
  'latitude',
  'longitude',
  'birthDate',
  'company',
  'tags',
  'note',
  'ignore',
] as const;

function isTarget(target: string): target is (typeof TARGETS)[number] {
  return TARGETS.some((name) => name === target);
}

/** What a heading becomes where no name was given, as the API would name it. */
function keyOf(target: string): string {
  return target.replace('attributes.', '');
}

/** Which column goes where. While the file is at hand, after a check, it can be put right. */
export function ImportColumns({ found }: { found: ContactImport }) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const mayWrite = useMay('contacts:write');
  const [changed, setChanged] = useState<Record<string, string>>({});
  const upload = uploadOf(found.id);
  const isOpen = mayWrite && found.dryRun && !isRunning(found);
  // Files of one upload that agree share a line.
  const lines = new Map(found.columns.map(({ column, target }) => [column, target]));
  const again = useMutation({
    mutationFn: () => {
      if (!upload) throw new Error(t('columns.fileGone'));
      const mapping = Object.fromEntries(
        [...lines].map(([column, target]) => [column, changed[column] ?? target]),
      );
      return uploadImport(upload.file, { ...upload.options, mapping });
    },
    onSuccess: ({ id }) => navigate({ to: '/contacts/import/$importId', params: { importId: id } }),
  });
  if (lines.size === 0) return null;
  const isEditable = isOpen && upload !== undefined;
  return (
    <Card title={t('columns.title')} hint={t(isEditable ? 'columns.editHint' : 'columns.hint')}>
      <Stack>
        <Table horizontalSpacing="xs" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('columns.inFile')}</Table.Th>
              <Table.Th>{t('columns.goesTo')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {[...lines].map(([column, target]) => (
              <Table.Tr key={column}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{column}</Table.Td>
                <Table.Td>
                  <Target
                    column={column}
                    target={changed[column] ?? target}
                    onChange={
                      isEditable && (isTarget(target) || target.startsWith('attributes.'))
                        ? (next) => setChanged({ ...changed, [column]: next })
                        : null
                    }
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {isOpen && !upload && (
          <Text size="sm" c="dimmed">
            {t('columns.fileGone')}
          </Text>
        )}
        <ProblemNotice error={again.error} />
        {Object.keys(changed).length > 0 && (
          <Button variant="default" loading={again.isPending} onClick={() => again.mutate()} w="fit-content">
            {t('columns.again')}
          </Button>
        )}
      </Stack>
    </Card>
  );
}

interface TargetProps {
  column: string;
  target: string;
  /** Null where it is only shown. */
  onChange: ((target: string) => void) | null;
}

function Target({ column, target, onChange }: TargetProps) {
  const { t } = useTranslation('imports');
  const fields = useQuery(contactFieldsQuery);
  const custom = (fields.data?.items ?? []).map(({ key, label }) => ({
    value: `attributes.${key}`,
    label,
  }));
  const nameOf = (name: string) => {
    if (isTarget(name)) return t(`targets.${name}`);
    if (!name.startsWith('attributes.')) return name.replace(/([A-Z])/g, ' $1').toLowerCase();
    return custom.find(({ value }) => value === name)?.label ?? t('columns.custom', { key: keyOf(name) });
  };
  if (!onChange)
    return (
      <Text size="sm" {...(target === 'ignore' ? { c: 'dimmed' } : {})}>
        {nameOf(target)}
      </Text>
    );
  const data = [
    ...TARGETS.map((value) => ({ value: value as string, label: t(`targets.${value}`) })),
    ...custom,
  ];
  if (!data.some(({ value }) => value === target)) data.push({ value: target, label: nameOf(target) });
  return (
    <Select
      aria-label={t('columns.target', { column })}
      data={data}
      value={target}
      onChange={(next) => next !== null && onChange(next)}
      allowDeselect={false}
      searchable
    />
  );
}
