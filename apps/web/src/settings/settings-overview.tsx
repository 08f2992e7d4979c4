import { Group, Paper, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../ui/page-header';
import classes from './settings-overview.module.css';
import { useSettingsGroups } from './use-settings-groups';

/** Every area with what it is for. */
export function SettingsOverview() {
  const { t } = useTranslation('settings');
  const groups = useSettingsGroups();
  return (
    <>
      <PageHeader title={t('frame.title')} />
      <Stack gap="xl">
        {groups.map(({ key, areas }) => (
          <section key={key} aria-labelledby={`settings-part-${key}`}>
            <Title order={2} id={`settings-part-${key}`} mb="sm">
              {t(`groups.${key}`)}
            </Title>
            <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="sm">
              {areas.map(({ key: name, to, icon: Icon }) => (
                <Paper key={name} withBorder p="md" className={classes.area}>
                  <Group wrap="nowrap" align="flex-start" gap="md">
                    <ThemeIcon variant="light" size={36} radius="md">
                      <Icon size={20} stroke={1.7} aria-hidden />
                    </ThemeIcon>
                    <div>
                      <Link to={to} className={classes.link}>
                        {t(`areas.${name}.title`)}
                      </Link>
                      <Text size="sm" c="dimmed">
                        {t(`areas.${name}.text`)}
                      </Text>
                    </div>
                  </Group>
                </Paper>
              ))}
            </SimpleGrid>
          </section>
        ))}
      </Stack>
    </>
  );
}
