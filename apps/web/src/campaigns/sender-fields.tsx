import { Select } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { sendersQuery } from './campaign-queries';
import type { Draft } from './draft';

/** From whom it comes. */
export function SenderFields({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useTranslation('campaigns');
  const senders = useQuery(sendersQuery);
  return (
    <Select
      label={t('fields.from')}
      placeholder={t('fields.chooseSender')}
      description={
        senders.data?.items.length === 0 ? (
          <>
            {t('fields.noSender')}{' '}
            <AnchorLink to="/settings" size="xs">
              {t('fields.toSettings')}
            </AnchorLink>
          </>
        ) : undefined
      }
      data={(senders.data?.items ?? []).map(({ id, fromName, fromEmail }) => ({
        value: id,
        label: `${fromName} <${fromEmail}>`,
      }))}
      {...form.getInputProps('senderId')}
    />
  );
}
