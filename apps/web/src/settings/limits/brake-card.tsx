import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/anchor-link';
import { Card } from '../../ui/card';
import { formatNumber } from '../../ui/format-number';
import { workspaceQuery } from '../settings-queries';

/** When a campaign stops by itself. */
export function BrakeCard() {
  const { t } = useTranslation('limits');
  const { data } = useQuery(workspaceQuery);
  if (!data) return null;
  return (
    <Card title={t('brake.title')}>
      <Text size="sm">
        {t('brake.text', {
          complaints: formatNumber(data.brakeComplaintPercent),
          bounces: formatNumber(data.brakeBouncePercent),
          minimum: data.brakeMinimumSent,
        })}
      </Text>
      <AnchorLink to="/settings/rules" size="sm" mt="xs" display="inline-block">
        {t('brake.link')}
      </AnchorLink>
    </Card>
  );
}
