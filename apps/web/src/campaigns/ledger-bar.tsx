import { Box, ColorSwatch, Group, Progress, SimpleGrid, Text, Tooltip } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { Trans, useTranslation } from 'react-i18next';
import type { CampaignReport } from '../api/models';
import { formatNumber } from '../ui/format';
import { DELIVERY_STATES } from './delivery-states';

/** Adds up in the open: the numbers of the states, and the audience they sum to. */
export function LedgerBar({ report }: { report: CampaignReport }) {
  const { t } = useTranslation('campaigns');
  const states = DELIVERY_STATES.map((state) => ({ ...state, count: report.deliveries[state.status] }));
  const present = states.filter(({ count }) => count > 0);
  const sum = states.reduce((total, { count }) => total + count, 0);
  const summary = present
    .map(({ status, count }) => `${t(`delivery.${status}`)} ${formatNumber(count)}`)
    .join(', ');
  const Icon = report.reconciles ? IconCheck : IconAlertTriangle;
  return (
    <>
      <Progress.Root
        size={22}
        radius="md"
        role="img"
        aria-label={`${summary || t('report.none')}. ${t('report.audience', { audience: formatNumber(report.audience) })}.`}
      >
        {present.map(({ status, color, count }) => (
          <Progress.Section
            key={status}
            value={(count / sum) * 100}
            color={color}
            aria-hidden
            role="presentation"
          />
        ))}
      </Progress.Root>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} spacing="md" mt="md">
        {present.map(({ status, color, count }) => (
          <Tooltip key={status} label={t(`deliveryMeans.${status}`)}>
            <Group gap={8} align="flex-start" wrap="nowrap" tabIndex={0} style={{ borderRadius: 6 }}>
              <ColorSwatch
                color={`var(--mantine-color-${color.replace('.', '-')})`}
                size={12}
                mt={6}
                withShadow={false}
                aria-hidden
              />
              <Box>
                <Text fw={650} size="lg" className="numbers" lh={1.3}>
                  {formatNumber(count)}
                </Text>
                <Text size="sm" c="dimmed">
                  {t(`delivery.${status}`)}
                </Text>
              </Box>
            </Group>
          </Tooltip>
        ))}
      </SimpleGrid>
      <Group
        gap={6}
        mt="md"
        wrap="nowrap"
        align="flex-start"
        c={report.reconciles ? undefined : 'var(--mantine-color-error)'}
      >
        <Icon size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
        <Text size="sm" className="numbers">
          {present.length > 1 ? `${present.map(({ count }) => formatNumber(count)).join(' + ')} = ` : ''}
          <Trans
            t={t}
            i18nKey={report.reconciles ? 'report.sum' : 'report.sumWrong'}
            values={{ sum: formatNumber(sum), audience: formatNumber(report.audience) }}
            components={{ 1: <b /> }}
          />
        </Text>
      </Group>
    </>
  );
}
