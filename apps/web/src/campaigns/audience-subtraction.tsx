import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../ui/format';
import { leftOutOf } from './left-out-list';

interface Props {
  /** People who would get it now. */
  audience: number;
  /** People who match and would not, by reason. */
  leftOut: Record<string, number>;
}

/** Matched − excluded − suppressed − unsubscribed = recipients: every number is the API's, and the first is their sum. */
export function AudienceSubtraction({ audience, leftOut }: Props) {
  const { t } = useTranslation('campaigns');
  const out = leftOutOf(leftOut);
  const matched = out.reduce((sum, [, count]) => sum + count, audience);
  return (
    <Stack gap={4} component="dl" m={0} className="numbers">
      <Row label={t('review.matched')} value={formatNumber(matched)} />
      {out.map(([reason, count]) => (
        <Row key={reason} label={t(`leftOut.${reason}`)} value={`− ${formatNumber(count)}`} />
      ))}
      <Row label={t('review.recipients')} value={formatNumber(audience)} isTotal />
    </Stack>
  );
}

function Row({ label, value, isTotal = false }: { label: string; value: string; isTotal?: boolean }) {
  return (
    <Group
      justify="space-between"
      wrap="nowrap"
      gap="md"
      align="baseline"
      pt={isTotal ? 6 : 0}
      style={isTotal ? { borderTop: '1px solid var(--mantine-color-default-border)' } : undefined}
    >
      <Text component="dt" size="sm" fw={isTotal ? 650 : undefined}>
        {label}
      </Text>
      <Text
        component="dd"
        m={0}
        size={isTotal ? 'xl' : 'sm'}
        fw={isTotal ? 700 : 500}
        style={{ whiteSpace: 'nowrap' }}
      >
        {value}
      </Text>
    </Group>
  );
}
