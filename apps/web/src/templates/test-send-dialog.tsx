import { Button, Checkbox, Group, List, Modal, Stack, TagsInput, Text } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { ContactPicker } from '../contacts/contact-picker';
import { useSession } from '../session/use-session';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import type { Source } from './template-queries';

const MAX_ADDRESSES = 10;

/** What the API documents for `outcome`. */
type Outcome = 'accepted' | 'refused' | 'deferred' | 'uncertain' | 'not-sent' | 'suppressed';

/** The addresses that tests of the workspace usually go to. */
export const testRecipientsQuery = queryOptions({
  queryKey: ['test-recipients'],
  queryFn: () => unwrap(api.GET('/api/v1/test-recipients')),
});

interface Props {
  source: Source;
  /** As whom the preview shows the email. */
  contactId: string | null;
  onClose: () => void;
}

/** Sends what stands in the editor to colleagues. */
export function TestSendDialog(props: Props) {
  const { t } = useTranslation('templates');
  const saved = useQuery(testRecipientsQuery);
  return (
    <Modal opened onClose={props.onClose} title={<Text fw={650}>{t('test.title')}</Text>}>
      <ProblemNotice error={saved.error} onRetry={() => void saved.refetch()} />
      {saved.isPending && <Loading rows={3} />}
      {saved.data && <TestForm {...props} known={saved.data.addresses} />}
    </Modal>
  );
}

function TestForm({ source, contactId, known }: Props & { known: string[] }) {
  const { t } = useTranslation('templates');
  const me = useSession();
  const client = useQueryClient();
  const [to, setTo] = useState(known.length > 0 ? known : me.user ? [me.user.email] : []);
  const [as, setAs] = useState(contactId);
  const [isKept, setKept] = useState(true);
  const send = useMutation({
    mutationFn: async (contact: string) => {
      const answer = await unwrap(
        api.POST('/api/v1/templates/test', { body: { source, to, contactId: contact } }),
      );
      if (isKept && to.join() !== known.join()) {
        const kept = await unwrap(api.PUT('/api/v1/test-recipients', { body: { addresses: to } }));
        client.setQueryData(testRecipientsQuery.queryKey, kept);
      }
      return answer;
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (as) send.mutate(as);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('test.hint')}
        </Text>
        <TagsInput
          label={t('test.to')}
          description={t('test.toHint')}
          value={to}
          onChange={setTo}
          maxTags={MAX_ADDRESSES}
          splitChars={[',', ';', ' ']}
        />
        <ContactPicker label={t('test.contact')} required value={as} onChange={setAs} />
        <Checkbox
          label={t('test.keep')}
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <ProblemNotice error={send.error} title={t('test.failed')} />
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
        <Group justify="flex-end">
          <Button type="submit" loading={send.isPending} disabled={to.length === 0 || !as}>
            {t('test.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
