import { Badge, Group, List, Modal, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { formatTime } from '../ui/format-time';
import { asDefinition } from './form-definition';
import type { Form, Submission } from './models';
import { useReasonText } from './use-reason-text';

type Row = [string, string];

/** Everything about one filled form: who, what was answered and agreed to, from where, and how sure we are of a person. */
export function SubmissionDetails(props: { form: Form; submission: Submission; onClose: () => void }) {
  const { form, submission, onClose } = props;
  const { t } = useTranslation('forms');
  const reasonText = useReasonText();
  const { fields, assetId } = asDefinition(form.definition);
  const labelOf = (name: string) => {
    const label = fields.find((field) => field.name === name)?.label ?? {};
    return label[submission.language] ?? Object.values(label)[0] ?? name;
  };
  const answers = Object.entries(submission.answers).map(([name, value]): Row => [
    labelOf(name),
    said(value),
  ]);
  const times: Row[] = [
    [t('submissions.when'), formatTime(submission.createdAt)],
    [t('submissions.confirmedAt'), formatTime(submission.confirmedAt)],
    ...(assetId ? ([[t('submissions.downloadedAt'), formatTime(submission.downloadedAt)]] as Row[]) : []),
    [t('submissions.version'), String(submission.version)],
    [t('submissions.language'), submission.language],
  ];
  const origin: Row[] = [
    [t('submissions.channel'), t(`submissions.channels.${submission.channel as 'page' | 'embed' | 'api'}`)],
    ...sourceOf(submission.source, {
      page: t('submissions.page'),
      referrer: t('submissions.referrer'),
    }),
    [t('submissions.ip'), submission.ip ?? '–'],
    [t('submissions.agent'), submission.userAgent ?? '–'],
    [t('submissions.score'), String(submission.score)],
  ];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<Text fw={650}>{submission.email ?? t('submissions.nobody')}</Text>}
    >
      <Stack gap="md">
        <Group gap="sm">
          <Badge variant="default">{t(`submissions.states.${submission.status}`)}</Badge>
          {submission.contactId && (
            <AnchorLink to="/contacts/$contactId" params={{ contactId: submission.contactId }} size="sm">
              {t('submissions.contact')}
            </AnchorLink>
          )}
        </Group>
        <Part title={t('submissions.answers')} rows={answers} />
        {submission.consents.length > 0 && (
          <div>
            <Title order={3} size="h5">
              {t('submissions.agreed')}
            </Title>
            <List size="sm" mt={4}>
              {submission.consents.map(({ topicId, text }) => (
                <List.Item key={topicId}>{text}</List.Item>
              ))}
            </List>
          </div>
        )}
        <Part title={t('submissions.times')} rows={times} />
        <Part title={t('submissions.origin')} rows={origin} />
        {submission.reasons.length > 0 && (
          <div>
            <Title order={3} size="h5">
              {t('submissions.reasons')}
            </Title>
            <List size="sm" mt={4}>
              {submission.reasons.map((reason) => (
                <List.Item key={reason}>{reasonText(reason)}</List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </Modal>
  );
}

function Part({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h5">
        {title}
      </Title>
      <Table verticalSpacing={6}>
        <Table.Tbody>
          {rows.map(([label, value], index) => (
            <Table.Tr key={`${label} ${index}`}>
              <Table.Th w="38%" style={{ verticalAlign: 'top', overflowWrap: 'anywhere' }}>
                {label}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function said(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function sourceOf(source: Record<string, unknown>, words: Record<string, string>): Row[] {
  const { utm, ...rest } = source;
  const campaign = typeof utm === 'object' && utm !== null ? Object.entries(utm) : [];
  return [
    ...Object.entries(rest).map(([key, value]): Row => [words[key] ?? key, said(value)]),
    ...campaign.map(([key, value]): Row => [`utm_${key}`, said(value)]),
  ];
}
