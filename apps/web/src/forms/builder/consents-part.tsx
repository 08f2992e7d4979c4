import { ActionIcon, Button, Checkbox, Group, Menu, Paper, Select, Stack, Switch, Text } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { topicsQuery } from '../../settings/settings-queries';
import type { FormConsent } from '../form-definition';
import type { PartProps } from './build-tab';
import { LocalInput } from './local-input';

/** What people agree to, topic by topic, in the exact words that the evidence will quote. */
export function ConsentsPart({ draft, language, errorOf }: PartProps) {
  const { t } = useTranslation('forms');
  const { consents, doubleOptIn, languages } = draft.definition;
  const topics = useQuery(topicsQuery).data?.items.filter(({ isArchived }) => !isArchived) ?? [];
  const free = topics.filter(({ id }) => !consents.some(({ topicId }) => topicId === id));
  const set = (next: FormConsent[]) => draft.change({ consents: next });
  return (
    <Stack gap="sm">
      <Switch
        label={t('consents.doubleOptIn')}
        description={t('consents.doubleOptInHint')}
        checked={doubleOptIn}
        onChange={(event) => draft.change({ doubleOptIn: event.currentTarget.checked })}
      />
      {consents.map((consent, index) => {
        const name = topics.find(({ id }) => id === consent.topicId)?.name ?? consent.topicId;
        const change = (changes: Partial<FormConsent>) =>
          set(consents.map((one, at) => (at === index ? { ...one, ...changes } : one)));
        return (
          <Paper key={consent.topicId} withBorder p="sm">
            <Stack gap="sm">
              <Group justify="space-between" wrap="nowrap">
                <Text fw={600} size="sm">
                  {name}
                </Text>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('consents.remove', { topic: name })}
                  onClick={() => set(consents.filter((_, at) => at !== index))}
                >
                  <IconTrash size={17} aria-hidden />
                </ActionIcon>
              </Group>
              <LocalInput
                label={t('consents.text')}
                required
                isLong
                maxLength={1000}
                value={consent.text}
                language={language}
                onChange={(text) => change({ text })}
                error={errorOf(`consents/${index}/text`)}
              />
              <Select
                label={t('consents.kind')}
                allowDeselect={false}
                data={(['checkbox', 'notice'] as const).map((value) => ({
                  value,
                  label: t(`consents.kinds.${value}`),
                }))}
                value={consent.kind}
                onChange={(kind) =>
                  kind &&
                  change({
                    kind: kind as FormConsent['kind'],
                    ...(kind === 'notice' ? { isRequired: false } : {}),
                  })
                }
              />
              {consent.kind === 'checkbox' && (
                <Checkbox
                  label={t('consents.required')}
                  checked={consent.isRequired}
                  onChange={(event) => change({ isRequired: event.currentTarget.checked })}
                />
              )}
            </Stack>
          </Paper>
        );
      })}
      {free.length > 0 && (
        <Menu width={260}>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('consents.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map(({ id, name }) => (
              <Menu.Item
                key={id}
                onClick={() =>
                  set([
                    ...consents,
                    {
                      topicId: id,
                      kind: 'checkbox',
                      isRequired: false,
                      text: Object.fromEntries(
                        languages.map((one) => [one, t('first.consent', { topic: name })]),
                      ),
                    },
                  ])
                }
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {errorOf('consents') && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {errorOf('consents')}
        </Text>
      )}
    </Stack>
  );
}
