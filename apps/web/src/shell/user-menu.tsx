import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconUserCircle from '@tabler/icons-react/dist/esm/icons/IconUserCircle.mjs';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { notifications } from '@mantine/notifications';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import { queryClient } from '../api/query-client';
import { unwrap } from '../api/unwrap';
import { changeLanguage } from '../i18n';
import { isLanguage, LANGUAGES } from '../i18n/languages';
import { useSession } from '../session/use-session';

const SCHEMES = ['light', 'dark', 'auto'] as const;

export function UserMenu() {
  const { t, i18n } = useTranslation('shell');
  const me = useSession();
  const router = useRouter();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/session')),
    onSuccess: async () => {
      await router.navigate({ to: '/sign-in' });
      queryClient.clear();
    },
    onError: (error) =>
      notifications.show({ color: 'red', title: t('user.signOutFailed'), message: asProblem(error).message }),
  });
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} radius="xl" aria-label={t('user.label', { name: me.name })}>
          <IconUser size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {me.name}
          </Text>
          {me.user?.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('user.appearance')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
        >
          {SCHEMES.map((value) => (
            <Menu.RadioItem key={value} value={value}>
              {t(`user.${value}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>{t('user.language')}</Menu.Label>
        <Menu.RadioGroup
          value={i18n.language}
          onChange={(value) => isLanguage(value) && void changeLanguage(value)}
        >
          {Object.entries(LANGUAGES).map(([value, label]) => (
            <Menu.RadioItem key={value} value={value} lang={value}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUserCircle size={16} aria-hidden />}
          onClick={() => void router.navigate({ to: '/settings/account' })}
        >
          {t('user.account')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => signOut.mutate()}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
