import { Box, Select } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { SETTINGS_GROUPS, type SettingsArea } from './settings-areas';
import classes from './settings-page.module.css';
import { SettingsNavigation } from './settings-navigation';
import { useSettingsGroups } from './use-settings-groups';

/**
 * The frame of all areas: navigation at the side, on phones a list to choose from, and the title of the area. Addresses below
 * an area's own bring their own title.
 */
export function SettingsPage() {
  // Of what is shown, not of what is still on its way: the area that is left would have the last word about the title.
  const path = useRouterState({ select: ({ matches }) => matches.at(-1)?.pathname.replace(/\/$/, '') ?? '' });
  const area = SETTINGS_GROUPS.flatMap(({ areas }) => areas).find(
    ({ to }) => path === to || path.startsWith(`${to}/`),
  );
  if (!area) return <Outlet />;
  return (
    <div className={classes.frame}>
      <SettingsNavigation className={classes.side} />
      <AreaSelect current={area} className={classes.select} />
      <Area area={area} hasTitle={path === area.to} />
    </div>
  );
}

function Area({ area, hasTitle }: { area: SettingsArea; hasTitle: boolean }) {
  const { t } = useTranslation('settings');
  const { scopes } = useSession();
  return (
    <Box style={{ minWidth: 0 }}>
      {hasTitle && (
        <PageHeader title={t(`areas.${area.key}.title`)} description={t(`areas.${area.key}.text`)} />
      )}
      {area.needs && !scopes.includes(area.needs) ? (
        <EmptyState icon={IconLock} title={t('frame.notAllowed')}>
          {t('frame.notAllowedText')}
        </EmptyState>
      ) : (
        <Outlet />
      )}
    </Box>
  );
}

function AreaSelect({ current, className }: { current: SettingsArea; className: string | undefined }) {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const groups = useSettingsGroups();
  return (
    <Select
      className={className}
      label={t('frame.title')}
      data={groups.map(({ key, areas }) => ({
        group: t(`groups.${key}`),
        items: areas.map((area) => ({ value: area.to, label: t(`areas.${area.key}.title`) })),
      }))}
      value={current.to}
      allowDeselect={false}
      maxDropdownHeight={420}
      onChange={(to) => to && void navigate({ to })}
    />
  );
}
