import { Group, Text } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import type { ReactNode } from 'react';

/** Why somebody sees a page without its buttons, and who has them. */
export function ReadOnlyNote({ children }: { children: ReactNode }) {
  return (
    <Group gap={8} wrap="nowrap" align="flex-start" c="dimmed">
      <IconLock size={16} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
      <Text size="sm">{children}</Text>
    </Group>
  );
}
