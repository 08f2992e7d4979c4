import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema.gen';
import { api } from '../api/client';
import type { Workspace } from '../api/models';
import { unwrap } from '../api/unwrap';
import { meQuery } from '../session/session-query';
import { fieldErrors } from '../ui/field-errors';
import { workspaceQuery } from './settings-queries';

export type WorkspaceChanges = components['schemas']['UpdateWorkspaceDto'];

/** Saves settings of the workspace from a form that holds some of them, with errors beside their fields. */
export function useSaveWorkspace<Values>(
  form: UseFormReturnType<Values>,
  valuesOf: (saved: Workspace) => Values,
) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: WorkspaceChanges) => unwrap(api.PATCH('/api/v1/workspace', { body })),
    onSuccess: async (saved) => {
      client.setQueryData(workspaceQuery.queryKey, saved);
      form.setInitialValues(valuesOf(saved));
      form.reset();
      notifications.show({ message: t('saved') });
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
}
