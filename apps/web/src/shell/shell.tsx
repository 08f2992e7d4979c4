import { AppShell, Burger, Group, Image, Skeleton, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import mark from './tidings-mark.svg';
import { useFocusOnNavigation } from './focus-on-navigation';
import { Navigation } from './navigation';

const HeaderMenus = lazy(async () => ({ default: (await import('./header-menus')).HeaderMenus }));

/** Navigation on the left, on phones behind a button. */
export function Shell() {
  const { t } = useTranslation('shell');
  useFocusOnNavigation();
  const [opened, menu] = useDisclosure(false);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className="skip-link" href="#main">
        {t('skip')}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t(opened ? 'closeMenu' : 'openMenu')}
              aria-expanded={opened}
            />
            <Link to="/" aria-label={t('startPage')} style={{ textDecoration: 'none', color: 'inherit' }}>
              <Group gap={10} wrap="nowrap">
                <Image src={mark} alt="" w={28} h={28} />
                <Text fw={700} size="lg" visibleFrom="xs">
                  Tidings
                </Text>
              </Group>
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Suspense fallback={<Skeleton w={36} h={36} circle />}>
              <HeaderMenus />
            </Suspense>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <Navigation onNavigate={menu.close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <div style={{ maxWidth: 1120, margin: '0 auto' }}>
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
