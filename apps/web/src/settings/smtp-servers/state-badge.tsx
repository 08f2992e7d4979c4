import { Badge } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconPower from '@tabler/icons-react/dist/esm/icons/IconPower.mjs';
import { useTranslation } from 'react-i18next';
import type { ServerState } from './server-state';

const LOOKS = {
  working: { color: 'tide', Icon: IconCheck },
  slowed: { color: 'yellow', Icon: IconHourglass },
  partly: { color: 'yellow', Icon: IconHourglass },
  stopped: { color: 'red', Icon: IconAlertTriangle },
  off: { color: 'gray', Icon: IconPower },
} as const;

export function StateBadge({ state }: { state: ServerState }) {
  const { t } = useTranslation('servers');
  const { color, Icon } = LOOKS[state];
  return (
    <Badge
      variant="light"
      color={color}
      c="var(--mantine-color-text)"
      leftSection={<Icon size={12} aria-hidden />}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}
