import { Button, Group, Stack } from '@mantine/core';
import IconMessages from '@tabler/icons-react/dist/esm/icons/IconMessages.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/use-session';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { ReadOnlyNote } from '../read-only-note';
import { ChatCard } from './chat-card';
import { ChatDialog } from './chat-dialog';
import { chatSourcesQuery, type NewChatSource } from './chat-queries';
import { HowCard } from './how-card';
import { NewAddress } from './new-address';

/** Chats that report conversations: their addresses, when they last did, and what comes of a report. */
export function ChatsPage() {
  const { t } = useTranslation('chats');
  const { scopes } = useSession();
  const mayWrite = scopes.includes('webhooks:write') && scopes.includes('contacts:write');
  const list = useQuery(chatSourcesQuery);
  const [isNew, setIsNew] = useState(false);
  const [made, setMade] = useState<NewChatSource | null>(null);
  const items = list.data?.items ?? [];
  const add = mayWrite && <Button onClick={() => setIsNew(true)}>{t('add')}</Button>;
  return (
    <Stack maw={860}>
      {!mayWrite && <ReadOnlyNote>{t('readOnly')}</ReadOnlyNote>}
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading rows={2} />}
      {list.data && items.length === 0 && (
        <EmptyState icon={IconMessages} title={t('empty')} action={add}>
          {t('emptyText')}
        </EmptyState>
      )}
      {items.map((source) => (
        <ChatCard key={source.id} source={source} mayWrite={mayWrite} />
      ))}
      {items.length > 0 && add && <Group>{add}</Group>}
      <HowCard />
      {isNew && (
        <ChatDialog
          source={null}
          onClose={() => setIsNew(false)}
          onMade={(source) => {
            setIsNew(false);
            setMade(source);
          }}
        />
      )}
      {made && <NewAddress source={made} onClose={() => setMade(null)} />}
    </Stack>
  );
}
