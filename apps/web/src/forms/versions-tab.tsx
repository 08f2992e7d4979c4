import { Badge, Button, Group, Paper, Table, Text } from '@mantine/core';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { EmptyState } from '../ui/empty-state';
import { formatTime } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { asDefinition } from './form-definition';
import { formVersionsQuery } from './form-queries';
import type { Form, FormVersion } from './models';
import type { FormDraft } from './use-form-draft';

interface Props {
  form: Form;
  draft: FormDraft;
  /** Shows the draft. */
  onBack: () => void;
}

/** What visitors saw from when on: submissions name the version. Each can become the draft again. */
export function VersionsTab({ form, draft, onBack }: Props) {
  const { t } = useTranslation('forms');
  const mayWrite = useMay('forms:write') && form.status !== 'archived';
  const { data, error, refetch } = useQuery(formVersionsQuery(form.id, form.publishedVersion));
  const [asked, setAsked] = useState<FormVersion | null>(null);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0)
    return (
      <EmptyState icon={IconHistory} title={t('versions.none')}>
        {t('versions.noneHint')}
      </EmptyState>
    );
  const takeBack = (version: FormVersion) => {
    draft.change(asDefinition(version.definition));
    setAsked(null);
    onBack();
  };
  return (
    <>
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <Table className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('versions.number')}</Table.Th>
              <Table.Th>{t('versions.when')}</Table.Th>
              <Table.Th visibleFrom="xs">{t('versions.who')}</Table.Th>
              <Table.Th visibleFrom="sm">{t('versions.asks')}</Table.Th>
              {mayWrite && <Table.Th>{t('versions.draft')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((version) => (
              <Table.Tr key={version.number}>
                <Table.Td>
                  <Group gap="xs">
                    {version.number}
                    {version.number === form.publishedVersion && form.status === 'published' && (
                      <Badge variant="light" c="var(--mantine-color-text)" tt="none">
                        {t('versions.current')}
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td>{formatTime(version.publishedAt)}</Table.Td>
                <Table.Td visibleFrom="xs" style={{ overflowWrap: 'anywhere' }}>
                  {version.publishedBy}
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <Text size="sm" lineClamp={2}>
                    {questionsOf(version)}
                  </Text>
                </Table.Td>
                {mayWrite && (
                  <Table.Td>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('versions.takeNumber', { number: version.number })}
                      onClick={() => setAsked(version)}
                    >
                      {t('versions.take')}
                    </Button>
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      <ConfirmDialog
        opened={asked !== null}
        title={t('versions.question', { number: asked?.number })}
        confirmLabel={t('versions.take')}
        isBusy={false}
        error={null}
        onConfirm={() => asked && takeBack(asked)}
        onClose={() => setAsked(null)}
      >
        {t('versions.text')}
      </ConfirmDialog>
    </>
  );
}

function questionsOf({ definition }: FormVersion): string {
  const { fields, languages } = asDefinition(definition);
  const [first = 'en'] = languages;
  return fields.map(({ label, name }) => label[first] ?? name).join(' · ');
}
