import { Button, Select, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { topicsQuery } from '../settings/settings-queries';
import type { Draft } from './draft';

const TopicDialog = lazy(async () => ({ default: (await import('../settings/topic-dialog')).TopicDialog }));

/** About what it is: only who subscribed to that may get it. Where there is no topic yet, one is made here. */
export function TopicField({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useTranslation('campaigns');
  const mayAdd = useMay('consent:write');
  const topics = useQuery(topicsQuery);
  const [isAdding, setAdding] = useState(false);
  const hasNone = topics.data?.items.length === 0;
  return (
    <Stack gap="xs">
      <Select
        label={t('fields.topic')}
        placeholder={t('fields.chooseTopic')}
        allowDeselect={false}
        description={t(hasNone ? 'fields.noTopic' : 'fields.topicHint')}
        data={(topics.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('topicId')}
      />
      {hasNone && mayAdd && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setAdding(true)}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('fields.addTopic')}
        </Button>
      )}
      {isAdding && (
        <Suspense>
          <TopicDialog
            topic={null}
            onSaved={({ id }) => form.setFieldValue('topicId', id)}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </Stack>
  );
}
