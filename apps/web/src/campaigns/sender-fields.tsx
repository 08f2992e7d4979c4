import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { topicsQuery } from '../settings/settings-queries';
import { sendersQuery } from './campaign-queries';
import type { Draft } from './draft';
import { AnchorLink } from '../ui/anchor-link';

/** From whom, and about which topic: the topic decides who may get it. */
export function SenderFields({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useTranslation('campaigns');
  const senders = useQuery(sendersQuery);
  const topics = useQuery(topicsQuery);
  const toSettings = (to: '/settings/senders' | '/settings/topics') => (
    <AnchorLink to={to} size="xs">
      {t('fields.toSettings')}
    </AnchorLink>
  );
  return (
    <>
      <Select
        label={t('fields.from')}
        placeholder={t('fields.chooseSender')}
        description={
          senders.data?.items.length === 0 ? (
            <>
              {t('fields.noSender')} {toSettings('/settings/senders')}
            </>
          ) : undefined
        }
        data={(senders.data?.items ?? []).map(({ id, fromName, fromEmail }) => ({
          value: id,
          label: `${fromName} <${fromEmail}>`,
        }))}
        {...form.getInputProps('senderId')}
      />
      <Select
        label={t('fields.topic')}
        placeholder={t('fields.chooseTopic')}
        description={
          topics.data?.items.length === 0 ? (
            <>
              {t('fields.noTopic')} {toSettings('/settings/topics')}
            </>
          ) : (
            t('fields.topicHint')
          )
        }
        data={(topics.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('topicId')}
      />
    </>
  );
}
