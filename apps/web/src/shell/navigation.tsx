import { Stack } from '@mantine/core';
import IconChartHistogram from '@tabler/icons-react/dist/esm/icons/IconChartHistogram.mjs';
import IconFileDownload from '@tabler/icons-react/dist/esm/icons/IconFileDownload.mjs';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs';
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs';
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs';
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './navigation.module.css';

/** The areas, in groups: whom to write to, what to write, how it goes out, what came of it. */
const GROUPS = [
  [{ to: '/', label: 'home', icon: IconHome }],
  [
    { to: '/contacts', label: 'contacts', icon: IconUsers },
    { to: '/segments', label: 'segments', icon: IconFilter },
  ],
  [
    { to: '/templates', label: 'emails', icon: IconMail },
    { to: '/campaigns', label: 'campaigns', icon: IconSend },
    { to: '/sequences', label: 'sequences', icon: IconRoute },
  ],
  [
    { to: '/forms', label: 'forms', icon: IconForms },
    { to: '/assets', label: 'assets', icon: IconFileDownload },
  ],
  [
    { to: '/reports', label: 'reports', icon: IconChartHistogram },
    { to: '/settings', label: 'settings', icon: IconSettings },
  ],
] as const;

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation('shell');
  const known = useRouter().routesByPath as Record<string, unknown>;
  return (
    <Stack component="nav" aria-label={t('navigation.label')} gap="md">
      {GROUPS.map((group) => (
        <Stack key={group[0].to} gap={2}>
          {group
            .filter(({ to }) => to in known)
            .map(({ to, label, icon: Icon }) => (
              <Link
                key={to}
                to={to as '/'}
                className={classes.link}
                activeOptions={{ exact: to === '/' }}
                onClick={onNavigate}
              >
                <Icon size={20} stroke={1.7} aria-hidden />
                {t(`navigation.${label}`)}
              </Link>
            ))}
        </Stack>
      ))}
    </Stack>
  );
}
