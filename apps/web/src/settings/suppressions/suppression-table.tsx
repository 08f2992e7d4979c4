import { Badge, Button, Paper, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Suppression } from '../../api/models';
import { formatDay, formatTime } from '../../ui/format-time';
import { LiftSuppression } from './lift-suppression';
import { OWN_CHOICE } from './suppression-search';
import classes from './suppression-table.module.css';
import { useSourceText } from './use-source-text';

interface Props {
  suppressions: Suppression[];
  mayWrite: boolean;
}

/** On phones each address is a block of its own. */
export function SuppressionTable({ suppressions, mayWrite }: Props) {
  const { t } = useTranslation(['settings', 'ui']);
  const sourceText = useSourceText();
  const [lifted, setLifted] = useState<Suppression | null>(null);
  return (
    <Paper withBorder className={classes.paper}>
      <Table className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('suppressions.address')}</Table.Th>
            <Table.Th>{t('suppressions.reason')}</Table.Th>
            <Table.Th>{t('suppressions.source')}</Table.Th>
            <Table.Th>{t('suppressions.since')}</Table.Th>
            {mayWrite && <Table.Th aria-label={t('suppressions.actions')} />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {suppressions.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td className={classes.address}>
                <Text size="sm" fw={600} c={one.email ? undefined : 'dimmed'}>
                  {one.email ?? t('suppressions.onlyHash')}
                </Text>
                {one.note && (
                  <Text size="sm" c="dimmed">
                    {one.note}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <Badge
                  variant="light"
                  color={OWN_CHOICE.has(one.reason) ? 'red' : 'gray'}
                  c="var(--mantine-color-text)"
                >
                  {t(`suppressions.reasons.${one.reason}`)}
                </Badge>
              </Table.Td>
              <Table.Td data-label={t('suppressions.source')}>{sourceText(one.source)}</Table.Td>
              <Table.Td data-label={t('suppressions.since')} title={formatTime(one.occurredAt)}>
                {formatDay(one.occurredAt)}
              </Table.Td>
              {mayWrite && (
                <Table.Td className={classes.actions}>
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('suppressions.liftLabel', {
                      email: one.email ?? t('suppressions.onlyHash'),
                    })}
                    onClick={() => setLifted(one)}
                  >
                    {t('suppressions.lift')}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {lifted && <LiftSuppression suppression={lifted} onClose={() => setLifted(null)} />}
    </Paper>
  );
}
