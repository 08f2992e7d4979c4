import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { fieldErrors } from '../../ui/field-errors';
import { workspaceQuery } from '../settings-queries';
import { draftOf, ownValues, type BrandDraft } from './brand-draft';
import { brandQuery } from './brand-queries';

/** Saves the brand, and the postal address where it is another one. */
export function useSaveBrand(form: UseFormReturnType<BrandDraft>) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ postalAddress, ...values }: BrandDraft) => {
      // First, since the brand's name and site fall back to the workspace's, and the address is refused more often.
      if (form.isDirty('postalAddress')) {
        const workspace = await unwrap(api.PATCH('/api/v1/workspace', { body: { postalAddress } }));
        client.setQueryData(workspaceQuery.queryKey, workspace);
      }
      const { defaults } = await client.fetchQuery(brandQuery);
      return unwrap(api.PUT('/api/v1/brand', { body: ownValues(values, defaults) }));
    },
    onSuccess: (saved, { postalAddress }) => {
      client.setQueryData(brandQuery.queryKey, saved);
      form.setInitialValues(draftOf(saved, postalAddress));
      form.reset();
      notifications.show({ message: t('saved') });
      // Emails are drawn in the brand.
      void client.invalidateQueries({ queryKey: ['templates'] });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
}
