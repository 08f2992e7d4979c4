import { Center, Image, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import mark from '../shell/tidings-mark.svg';

/** The pages before one is signed in: a card in the middle. */
export function EntryFrame({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  useDocumentTitle(`${title} · Tidings`);
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w="100%" maw={440} gap="lg">
        <Stack gap={6} align="center" ta="center">
          <Image src={mark} alt="Tidings" w={48} h={48} mb="xs" />
          <Title order={1}>{title}</Title>
          <Text c="dimmed">{text}</Text>
        </Stack>
        <Paper withBorder shadow="sm" p={{ base: 'lg', sm: 'xl' }}>
          {children}
        </Paper>
      </Stack>
    </Center>
  );
}
