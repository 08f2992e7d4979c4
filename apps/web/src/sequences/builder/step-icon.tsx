import IconArrowsSplit from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit.mjs';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import IconDoorExit from '@tabler/icons-react/dist/esm/icons/IconDoorExit.mjs';
import IconEdit from '@tabler/icons-react/dist/esm/icons/IconEdit.mjs';
import IconFlag from '@tabler/icons-react/dist/esm/icons/IconFlag.mjs';
import IconGitBranch from '@tabler/icons-react/dist/esm/icons/IconGitBranch.mjs';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs';
import IconTag from '@tabler/icons-react/dist/esm/icons/IconTag.mjs';
import IconWebhook from '@tabler/icons-react/dist/esm/icons/IconWebhook.mjs';
import { ThemeIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { StepKind } from '../graph/sequence-graph';

export const STEP_ICONS: Record<StepKind, Icon> = {
  email: IconMail,
  wait: IconClock,
  waitUntil: IconHourglass,
  branch: IconGitBranch,
  split: IconArrowsSplit,
  tag: IconTag,
  update: IconEdit,
  notify: IconBell,
  webhook: IconWebhook,
  topic: IconDoorExit,
  enroll: IconRoute,
  end: IconFlag,
};

const COLORS: Partial<Record<StepKind, string>> = {
  email: 'tide',
  wait: 'yellow',
  waitUntil: 'yellow',
  branch: 'violet',
  split: 'violet',
};

export function StepIcon({ kind }: { kind: StepKind }) {
  const Picture = STEP_ICONS[kind];
  return (
    <ThemeIcon variant="light" color={COLORS[kind] ?? 'gray'} size={34} radius="md">
      <Picture size={19} stroke={1.7} aria-hidden />
    </ThemeIcon>
  );
}
