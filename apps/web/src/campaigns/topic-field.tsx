import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { topicsQuery } from '../settings/settings-queries';
import { AnchorLink } from '../ui/anchor-link';
import type { Draft } from './draft';

/** About what it is: only who subscribed to that may get it. */
export function TopicField({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useTranslation('campaigns');
  const topics = useQuery(topicsQuery);
  return (
    <Select
      label={t('fields.topic')}
      placeholder={t('fields.chooseTopic')}
      description={
        topics.data?.items.length === 0 ? (
          <>
            {t('fields.noTopic')}{' '}
            <AnchorLink to="/settings" size="xs">
              {t('fields.toSettings')}
            </AnchorLink>
          </>
        ) : (
          t('fields.topicHint')
        )
      }
      data={(topics.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      {...form.getInputProps('topicId')}
    />
  );
}
