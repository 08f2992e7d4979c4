import { Group, Text } from '@mantine/core';
import IconRobot from '@tabler/icons-react/dist/esm/icons/IconRobot.mjs';
import { useTranslation } from 'react-i18next';
import type { CampaignReport } from '../../api/models';
import { AnchorLink } from '../../ui/anchor-link';
import { formatNumber } from '../../ui/format';

/** Machines by name, apart from people: privacy proxies open, security gateways click. */
export function MachinesNote({ report }: { report: CampaignReport }) {
  const { t } = useTranslation('reports');
  const { machineOpens, machineClicks, campaignId } = report;
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <IconRobot size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <Text size="sm" className="numbers">
        {machineOpens + machineClicks === 0
          ? t('machines.none')
          : t('machines.note', {
              opens: formatNumber(machineOpens),
              clicks: formatNumber(machineClicks),
            })}{' '}
        {machineOpens > 0 && (
          <AnchorLink
            to="/campaigns/$campaignId"
            params={{ campaignId }}
            search={{ part: 'machine-opened' }}
            hash="recipients"
            size="sm"
          >
            {t('machines.who')}
          </AnchorLink>
        )}
      </Text>
    </Group>
  );
}
