import { Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './settings-navigation.module.css';
import { useSettingsGroups } from './use-settings-groups';

/** All areas in their groups, beside the area that is open. */
export function SettingsNavigation({ className }: { className: string | undefined }) {
  const { t } = useTranslation('settings');
  const groups = useSettingsGroups();
  return (
    <Stack component="nav" aria-label={t('frame.title')} gap="md" className={className}>
      {groups.map(({ key, areas }) => (
        <div key={key} role="group" aria-labelledby={`settings-group-${key}`}>
          <Text id={`settings-group-${key}`} size="xs" fw={650} c="dimmed" px={10} mb={4}>
            {t(`groups.${key}`)}
          </Text>
          {areas.map((area) => (
            <Link key={area.key} to={area.to} className={classes.link}>
              {t(`areas.${area.key}.title`)}
            </Link>
          ))}
        </div>
      ))}
    </Stack>
  );
}
