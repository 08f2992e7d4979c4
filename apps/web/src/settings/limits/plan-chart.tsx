import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatShortNumber } from '../../ui/format-number';
import { formatDay } from '../../ui/format-time';
import type { SendingDomain } from '../domain-queries';
import { Disclosure } from '../disclosure';
import classes from './plan-chart.module.css';

type Day = NonNullable<SendingDomain['warmUp']>['days'][number];

interface Props {
  days: readonly Day[];
  /** The day it is (`2026-11-05`); null while the plan has not begun. */
  today: string | null;
}

/** Bars by day, today's marked; the same as a table for who wants the numbers. */
export function PlanChart({ days, today }: Props) {
  const { t } = useTranslation('limits');
  const most = Math.max(...days.map(({ limit }) => limit));
  /** Volumes double from day to day: on a plain scale most bars would be dots. */
  const height = (limit: number) => 12 + 88 * (Math.log(limit) / Math.log(Math.max(2, most)));
  return (
    <div>
      <div className={classes.bars} role="img" aria-label={t('warmUp.chart')}>
        {days.map(({ number, date, limit }) => (
          <div key={number} className={classes.day}>
            {days.length <= 14 && <span className={classes.volume}>{formatShortNumber(limit)}</span>}
            <div
              className={classes.bar}
              data-today={date === today || undefined}
              data-past={(today !== null && date < today) || undefined}
              style={{ height: `${height(limit)}px` }}
            />
          </div>
        ))}
      </div>
      <Disclosure label={t('warmUp.table')}>
        <Table withTableBorder={false} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('warmUp.day')}</Table.Th>
              <Table.Th>{t('warmUp.date')}</Table.Th>
              <Table.Th ta="right">{t('warmUp.volume')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.map(({ number, date, limit }) => (
              <Table.Tr key={number} fw={date === today ? 650 : 400}>
                <Table.Td className="numbers">{number}</Table.Td>
                <Table.Td>
                  {formatDay(date)} {date === today && `(${t('warmUp.isToday')})`}
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {formatNumber(limit)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Disclosure>
    </div>
  );
}
