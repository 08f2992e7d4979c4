import { Alert, Button, Group, List, Stack, Text, ThemeIcon } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../api/models';
import { workspaceQuery } from '../settings/settings-queries';
import { Card } from '../ui/card';
import { checklistOf } from './checklist';
import { SendDialog } from './send-dialog';

/** What is there and what is missing, then the two ways to send. The server has the last word. */
export function DraftSendCard({ campaign, isDirty }: { campaign: Campaign; isDirty: boolean }) {
  const [mode, setMode] = useState<'now' | 'later' | null>(null);
  const workspace = useQuery(workspaceQuery);
  const items = checklistOf(campaign, workspace.data?.postalAddress);
  const isReady = items.every(({ done }) => done);
  return (
    <Card title={isReady ? 'Ready to send' : 'Before it can be sent'}>
      <Stack>
        <List listStyleType="none" spacing={8} size="sm">
          {items.map(({ label, done }) => (
            <List.Item
              key={label}
              icon={
                <ThemeIcon size={20} radius="xl" variant={done ? 'filled' : 'default'} aria-hidden>
                  {done ? <IconCheck size={13} /> : <IconMinus size={13} />}
                </ThemeIcon>
              }
            >
              <Text span size="sm" c={done ? 'dimmed' : undefined} fw={done ? 400 : 600}>
                {label}
                {done ? '' : ' (missing)'}
              </Text>
            </List.Item>
          ))}
        </List>
        {isDirty && <Alert color="yellow">Save the draft first; what is sent is what was saved.</Alert>}
        <Group grow>
          <Button variant="default" disabled={isDirty || !isReady} onClick={() => setMode('later')}>
            Schedule
          </Button>
          <Button disabled={isDirty || !isReady} onClick={() => setMode('now')}>
            Send now
          </Button>
        </Group>
      </Stack>
      {mode && <SendDialog campaign={campaign} mode={mode} onClose={() => setMode(null)} />}
    </Card>
  );
}
