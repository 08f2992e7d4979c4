import { Group, Paper, Text, Tooltip } from '@mantine/core';
import IconArrowDownRight from '@tabler/icons-react/dist/esm/icons/IconArrowDownRight.mjs';
import IconArrowUpRight from '@tabler/icons-react/dist/esm/icons/IconArrowUpRight.mjs';
import IconEqual from '@tabler/icons-react/dist/esm/icons/IconEqual.mjs';
import { useTranslation } from 'react-i18next';
import { changeOf, type Change } from './change';

interface Props {
  label: string;
  value: string;
  /** What it counts, in a sentence. */
  means: string;
  /** Null where a figure has no base. */
  now: number | null;
  before: number | null;
  /** Rates change by percentage points, counts by percent. */
  isRate?: boolean;
}

const ICONS = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconEqual } as const;

/** One figure, beside the period before. What it means is told on hover, focus or touch. */
export function ReportTile({ label, value, means, now, before, isRate = false }: Props) {
  const { t } = useTranslation('reports');
  const change = changeOf(now, before, isRate);
  const told = change && t(`change.${change.kind}`, { amount: change.amount });
  return (
    <Tooltip label={means}>
      <Paper
        withBorder
        p="md"
        tabIndex={0}
        role="group"
        aria-label={label}
        aria-description={means}
        style={{ cursor: 'help' }}
      >
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <Text fz={{ base: 20, sm: 24 }} fw={650} lh={1.3} className="numbers">
          {value}
        </Text>
        {change ? (
          <ChangeLine change={change} told={told ?? ''} />
        ) : (
          <Text size="xs" c="dimmed">
            {t('change.none')}
          </Text>
        )}
      </Paper>
    </Tooltip>
  );
}

function ChangeLine({ change, told }: { change: Change; told: string }) {
  const Icon = ICONS[change.direction];
  return (
    <Group gap={4} wrap="nowrap" align="flex-start" c="dimmed">
      <Icon size={14} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
      <Text size="xs" className="numbers">
        {told}
      </Text>
    </Group>
  );
}
