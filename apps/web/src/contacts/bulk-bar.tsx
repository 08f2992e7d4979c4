import { Button, Checkbox, Group, Modal, Paper, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { formatNumber } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';
import { filterOf, isFiltered, type ContactSearch } from './contact-search';
import { tagsQuery } from './contact-queries';

type Action = 'tag' | 'untag' | 'delete';

interface Props {
  chosen: ReadonlySet<string>;
  search: ContactSearch;
  /** Whether there are more than the page shows. */
  hasMore: boolean;
  onDone: () => void;
}

/** What can be done with the chosen contacts, or with all who match. */
export function BulkBar({ chosen, search, hasMore, onDone }: Props) {
  const { t } = useTranslation('contacts');
  const [isAll, setAll] = useState(false);
  const [action, setAction] = useState<Action | null>(null);
  if (chosen.size === 0) return null;
  const who = isAll
    ? t(isFiltered(search) ? 'bulk.allMatching' : 'bulk.everyone')
    : t('bulk.chosen', { count: chosen.size, number: formatNumber(chosen.size) });
  return (
    <Paper withBorder p="sm" role="region" aria-label={t('bulk.label')}>
      <Group justify="space-between" gap="sm">
        <Stack gap={4}>
          <Text fw={600} size="sm" role="status">
            {who}
          </Text>
          {hasMore && (
            <Checkbox
              size="xs"
              label={t(isFiltered(search) ? 'bulk.takeMatching' : 'bulk.takeEveryone')}
              checked={isAll}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          )}
        </Stack>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setAction('tag')}>
            {t('bulk.tag')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAction('untag')}>
            {t('bulk.untag')}
          </Button>
          <Button
            size="xs"
            variant="default"
            c="var(--mantine-color-error)"
            onClick={() => setAction('delete')}
          >
            {t('bulk.delete')}
          </Button>
          <Button size="xs" variant="subtle" onClick={onDone}>
            {t('bulk.none')}
          </Button>
        </Group>
      </Group>
      {action && (
        <BulkDialog
          action={action}
          who={who}
          selection={selectionOf(chosen, isAll ? search : null)}
          onClose={() => setAction(null)}
          onDone={onDone}
        />
      )}
    </Paper>
  );
}

type Selection = { ids: string[] } | { all: true } | { filter: ReturnType<typeof filterOf> };

/** `search` is null for those that were ticked. "Everybody" is said in so many words. */
function selectionOf(chosen: ReadonlySet<string>, search: ContactSearch | null): Selection {
  if (!search) return { ids: [...chosen] };
  return isFiltered(search) ? { filter: filterOf(search) } : { all: true };
}

interface DialogProps {
  action: Action;
  who: string;
  selection: Selection;
  onClose: () => void;
  onDone: () => void;
}

function BulkDialog({ action, who, selection, onClose, onDone }: DialogProps) {
  const { t } = useTranslation(['contacts', 'ui']);
  const client = useQueryClient();
  const known = useQuery(tagsQuery);
  const [tags, setTags] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const word = t('bulk.deleteWord');
  const change = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/contacts/bulk', {
          body: { action, ...selection, ...(action === 'delete' ? { reason: reason.trim() } : { tags }) },
        }),
      ),
    onSuccess: async ({ count }) => {
      notifications.show({ message: t('bulk.done', { count, number: formatNumber(count) }) });
      onClose();
      onDone();
      await Promise.all(['contacts', 'tags'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  const isReady = action === 'delete' ? reason.trim() !== '' && typed.trim() === word : tags.length > 0;
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t(`bulk.title_${action}`)}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) change.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{who}</Text>
          {action === 'delete' ? (
            <>
              <Text size="sm">{t('bulk.deleteText')}</Text>
              <TextInput
                label={t('bulk.reason')}
                required
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <TextInput
                label={t('bulk.typeWord', { word })}
                required
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            </>
          ) : (
            <TagsInput
              label={t('bulk.tags')}
              data={(known.data?.items ?? []).map(({ name }) => name)}
              value={tags}
              onChange={setTags}
              acceptValueOnBlur
              data-autofocus
            />
          )}
          <ProblemNotice error={change.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button
              type="submit"
              disabled={!isReady}
              loading={change.isPending}
              color={action === 'delete' ? 'red.8' : undefined}
            >
              {t(`bulk.${action}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
