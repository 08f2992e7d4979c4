import { Button, List, Stack, TagsInput, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ContactPicker } from '../contacts/contact-picker';
import { useSession } from '../session/use-session';
import { Card } from '../ui/card';
import { ProblemNotice } from '../ui/problem-notice';
import { words } from '../ui/format';

const MAX_ADDRESSES = 10;

/** The draft as colleagues would get it, with the values of a real contact. */
export function TestSendCard({ campaign, isDirty }: { campaign: Campaign; isDirty: boolean }) {
  const me = useSession();
  const [to, setTo] = useState<string[]>(me.user ? [me.user.email] : []);
  const [contactId, setContactId] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: (chosen: string) =>
      unwrap(
        api.POST('/api/v1/campaigns/{id}/test', {
          params: { path: { id: campaign.id } },
          body: { to, contactId: chosen },
        }),
      ),
  });
  return (
    <Card title="Test send" hint="Counts nowhere.">
      <Stack>
        <TagsInput
          label="To"
          description="Up to 10 addresses; press Enter after each."
          value={to}
          onChange={setTo}
          maxTags={MAX_ADDRESSES}
          splitChars={[',', ';', ' ']}
        />
        <ContactPicker label="Made with the values of" required value={contactId} onChange={setContactId} />
        <ProblemNotice error={send.error} title="No test was sent" />
        {send.data && (
          <div role="status">
            <List size="sm">
              {send.data.results.map((result) => (
                <List.Item key={result.to}>
                  {result.to}: {result.outcome === 'accepted' ? 'sent' : words(result.outcome)}
                  {result.outcome !== 'accepted' && (
                    <Text span size="sm" c="dimmed">
                      {' '}
                      {result.detail}
                    </Text>
                  )}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        <Button
          variant="default"
          loading={send.isPending}
          disabled={to.length === 0 || !contactId || isDirty}
          onClick={() => contactId && send.mutate(contactId)}
        >
          Send test
        </Button>
      </Stack>
    </Card>
  );
}
