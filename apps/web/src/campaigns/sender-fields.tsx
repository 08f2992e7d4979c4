import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { topicsQuery } from '../settings/settings-queries';
import { sendersQuery } from './campaign-queries';
import type { Draft } from './draft';
import { AnchorLink } from '../ui/anchor-link';

/** From whom, and about which topic: the topic decides who may get it. */
export function SenderFields({ form }: { form: UseFormReturnType<Draft> }) {
  const senders = useQuery(sendersQuery);
  const topics = useQuery(topicsQuery);
  const toSettings = (
    <AnchorLink to="/settings" size="xs">
      Add one in the settings
    </AnchorLink>
  );
  return (
    <>
      <Select
        label="From"
        placeholder="Choose a sender"
        description={senders.data?.items.length === 0 ? <>There is no sender yet. {toSettings}</> : undefined}
        data={(senders.data?.items ?? []).map(({ id, fromName, fromEmail }) => ({
          value: id,
          label: `${fromName} <${fromEmail}>`,
        }))}
        {...form.getInputProps('senderId')}
      />
      <Select
        label="Topic"
        placeholder="Choose a topic"
        description={
          topics.data?.items.length === 0 ? (
            <>There is no topic yet. {toSettings}</>
          ) : (
            'Only people who subscribed to it get the message.'
          )
        }
        data={(topics.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('topicId')}
      />
    </>
  );
}
