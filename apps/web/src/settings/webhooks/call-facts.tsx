import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { formatTime } from '../../ui/format-time';
import type { WebhookCallDetails } from './webhook-queries';

export function CallFacts({ call }: { call: WebhookCallDetails }) {
  const { t } = useTranslation('webhooks');
  const rows: [string, string][] = [
    [t('call.address'), call.url],
    [t('call.origin'), t(call.subscriptionId ? 'call.fromSubscription' : 'call.fromElsewhere')],
    [t('call.made'), formatTime(call.createdAt)],
    ...(call.finishedAt ? [[t('call.ended'), formatTime(call.finishedAt)] as [string, string]] : []),
    ...(call.dueAt ? [[t('call.next'), formatTime(call.dueAt)] as [string, string]] : []),
    [t('call.id'), call.id],
  ];
  return (
    <Card title={t('call.facts')}>
      <Table variant="vertical" layout="auto" withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th fw={500} style={{ width: '30%' }}>
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
