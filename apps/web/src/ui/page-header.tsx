import { Box, Group, Text, Title } from '@mantine/core';
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useDocumentTitle } from '@mantine/hooks';
import { AnchorLink } from './anchor-link';

interface Props {
  title: string;
  description?: ReactNode;
  /** Beside the title, such as a status. */
  aside?: ReactNode;
  actions?: ReactNode;
  back?: { to: LinkProps['to']; label: string };
}

/** Top of every page: where one is, and what can be done here. */
export function PageHeader({ title, description, aside, actions, back }: Props) {
  useDocumentTitle(`${title} · Tidings`);
  return (
    <Box mb="lg">
      {back && (
        <AnchorLink
          underline="hover"
          to={back.to}
          size="sm"
          c="dimmed"
          display="inline-flex"
          mb={6}
          style={{ alignItems: 'center', gap: 4 }}
        >
          <IconArrowLeft size={16} aria-hidden /> {back.label}
        </AnchorLink>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Box style={{ minWidth: 0, flex: '1 1 260px' }}>
          <Group gap="sm" align="center">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {aside}
          </Group>
          {description && (
            <Text c="dimmed" mt={4} maw={680} component="div" style={{ overflowWrap: 'anywhere' }}>
              {description}
            </Text>
          )}
        </Box>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
    </Box>
  );
}
