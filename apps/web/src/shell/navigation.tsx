import { Stack } from '@mantine/core';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import IconTemplate from '@tabler/icons-react/dist/esm/icons/IconTemplate.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { Link } from '@tanstack/react-router';
import classes from './navigation.module.css';

const ENTRIES = [
  { to: '/', label: 'Home', icon: IconHome },
  { to: '/campaigns', label: 'Campaigns', icon: IconSend },
  { to: '/contacts', label: 'Contacts', icon: IconUsers },
  { to: '/segments', label: 'Segments', icon: IconFilter },
  { to: '/templates', label: 'Templates', icon: IconTemplate },
  { to: '/settings', label: 'Settings', icon: IconSettings },
] as const;

export function Navigation({ onNavigate }: { onNavigate: () => void }) {
  return (
    <Stack component="nav" aria-label="Main" gap={4}>
      {ENTRIES.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.link}
          activeOptions={{ exact: to === '/' }}
          onClick={onNavigate}
        >
          <Icon size={20} stroke={1.7} aria-hidden />
          {label}
        </Link>
      ))}
    </Stack>
  );
}
