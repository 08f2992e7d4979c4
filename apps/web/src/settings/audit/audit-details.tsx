import { Table } from '@mantine/core';
import type { LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/anchor-link';
import type { AuditEntry } from './audit-queries';

/** Where things that have a page of their own are shown. */
function linkTo(kind: string, id: string): Pick<LinkProps, 'to' | 'params'> | null {
  switch (kind) {
    case 'campaign':
      return { to: '/campaigns/$campaignId', params: { campaignId: id } };
    case 'segment':
      return { to: '/segments/$segmentId', params: { segmentId: id } };
    case 'sequence':
      return { to: '/sequences/$sequenceId', params: { sequenceId: id } };
    case 'form':
      return { to: '/forms/$formId', params: { formId: id } };
    case 'template':
      return { to: '/templates/$templateId', params: { templateId: id } };
    case 'contact':
      return { to: '/contacts/$contactId', params: { contactId: id } };
    case 'contact-import':
      return { to: '/contacts/import/$importId', params: { importId: id } };
    default:
      return null;
  }
}

export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const { action, actorKind, actorName, details, ip, targetId, targetKind } = entry;
  const link = targetId === null || action.endsWith('.deleted') ? null : linkTo(targetKind, targetId);
  const facts: [string, string][] = [
    [t('person'), [actorName, t(`actor.${actorKind}`)].filter(Boolean).join(', ')],
    ...(ip ? ([[t('ip'), ip]] as [string, string][]) : []),
    [t('kind'), action],
    ...(targetId ? ([[t('id'), targetId]] as [string, string][]) : []),
    ...Object.entries(details).map(([key, value]): [string, string] => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ];
  return (
    <>
      <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing="xs" layout="fixed">
        <Table.Tbody>
          {facts.map(([key, value]) => (
            <Table.Tr key={key}>
              <Table.Th
                w="38%"
                fw={400}
                c="dimmed"
                style={{ verticalAlign: 'top', overflowWrap: 'anywhere' }}
              >
                {key}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {link && (
        <AnchorLink {...link} size="sm">
          {t('open')}
        </AnchorLink>
      )}
    </>
  );
}
