import { Button, Checkbox, List, Stack, TagsInput, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ContactPicker } from '../contacts/contact-picker';
import { useSession } from '../session/use-session';
import { testRecipientsQuery } from '../templates/test-send-dialog';
import { Card } from '../ui/card';
import { ProblemNotice } from '../ui/problem-notice';

const MAX_ADDRESSES = 10;

/** What the API documents for `outcome`. */
type Outcome = 'accepted' | 'refused' | 'deferred' | 'uncertain' | 'not-sent' | 'suppressed';

/** The draft as colleagues would get it, with the values of a real contact. */
export function TestSendCard({ campaign, isDirty }: { campaign: Campaign; isDirty: boolean }) {
  const { t } = useTranslation('campaigns');
  const me = useSession();
  const client = useQueryClient();
  const known = useQuery(testRecipientsQuery).data?.addresses ?? [];
  const [typed, setTyped] = useState<string[] | null>(null);
  const [isKept, setKept] = useState(true);
  const usual = known.length > 0 ? known : me.user ? [me.user.email] : [];
  const to = typed ?? usual;
  const [contactId, setContactId] = useState<string | null>(null);
  const send = useMutation({
    mutationFn: async (chosen: string) => {
      const answer = await unwrap(
        api.POST('/api/v1/campaigns/{id}/test', {
          params: { path: { id: campaign.id } },
          body: { to, contactId: chosen },
        }),
      );
      if (isKept && to.join() !== known.join()) {
        const kept = await unwrap(api.PUT('/api/v1/test-recipients', { body: { addresses: to } }));
        client.setQueryData(testRecipientsQuery.queryKey, kept);
      }
      return answer;
    },
  });
  return (
    <Card title={t('test.title')} hint={t('test.hint')}>
      <Stack>
        <TagsInput
          label={t('test.to')}
          description={t('test.toHint')}
          value={to}
          onChange={setTyped}
          maxTags={MAX_ADDRESSES}
          splitChars={[',', ';', ' ']}
        />
        <ContactPicker label={t('test.contact')} required value={contactId} onChange={setContactId} />
        <Checkbox
          label={t('test.keep')}
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <ProblemNotice error={send.error} title={t('test.notSent')} />
        {send.data && (
          <div role="status">
            <List size="sm">
              {send.data.results.map((result) => (
                <List.Item key={result.to}>
                  {result.to}: {t(`test.outcome.${result.outcome as Outcome}`)}
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
          {t('test.send')}
        </Button>
      </Stack>
    </Card>
  );
}
