import { Button, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSelector from '@tabler/icons-react/dist/esm/icons/IconSelector.mjs';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/query-client';
import { unwrap } from '../api/unwrap';
import { meQuery } from '../session/session-query';
import { useSession } from '../session/use-session';

// Hardly anybody opens it: it does not belong into what every page loads.
const NewWorkspaceDialog = lazy(() => import('./new-workspace-dialog'));

/** The workspace one is in, with a menu of the others and the way to a further one. */
export function WorkspaceSwitcher() {
  const { t } = useTranslation('shell');
  const me = useSession();
  const router = useRouter();
  const current = me.workspaces.find(({ id }) => id === me.workspaceId);
  const [isNaming, setNaming] = useState(false);
  const change = useMutation({
    mutationFn: (workspaceId: string) =>
      unwrap(api.POST('/api/v1/session/workspace', { body: { workspaceId } })),
    onSuccess: async (next) => {
      await router.navigate({ to: '/' });
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
      queryClient.setQueryData(meQuery.queryKey, next);
      await queryClient.invalidateQueries();
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: t('workspace.failed'), message: asProblem(error).message }),
  });
  if (!current) return null;
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={240}>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            maw={220}
            rightSection={<IconSelector size={16} aria-hidden />}
            loading={change.isPending}
            aria-label={t('workspace.label', { name: current.name })}
          >
            {current.name}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('workspace.title')}</Menu.Label>
          <Menu.RadioGroup
            value={me.workspaceId}
            onChange={(id) => id !== me.workspaceId && change.mutate(id)}
          >
            {me.workspaces.map(({ id, name, role }) => (
              <Menu.RadioItem key={id} value={id} closeMenuOnClick>
                {name}
                <Text span size="xs" c="dimmed">
                  {' '}
                  {t(`roles.${role}`)}
                </Text>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNaming(true)}>
            {t('workspace.new')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isNaming && (
        <Suspense>
          <NewWorkspaceDialog enter={(id) => change.mutate(id)} onClose={() => setNaming(false)} />
        </Suspense>
      )}
    </>
  );
}
