import { Stack } from '@mantine/core';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconTemplate from '@tabler/icons-react/dist/esm/icons/IconTemplate.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './navigation.module.css';

const ENTRIES = [
  { to: '/', label: 'home', icon: IconHome },
  { to: '/campaigns', label: 'campaigns', icon: IconSend },
  { to: '/contacts', label: 'contacts', icon: IconUsers },
  { to: '/segments', label: 'segments', icon: IconFilter },
  { to: '/templates', label: 'emails', icon: IconTemplate },
  { to: '/settings', label: 'settings', icon: IconSettings },
] as const;

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation('shell');
  return (
    <Stack component="nav" aria-label={t('navigation.label')} gap={4}>
      {ENTRIES.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.link}
          activeOptions={{ exact: to === '/' }}
          onClick={onNavigate}
        >
          <Icon size={20} stroke={1.7} aria-hidden />
          {t(`navigation.${label}`)}
        </Link>
      ))}
    </Stack>
  );
}
