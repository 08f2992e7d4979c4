import { Checkbox, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tagsQuery } from '../../contacts/contact-queries';
import { useMay } from '../../session/use-session';
import type { PartProps } from './build-tab';

export function MorePart({ draft, errorOf }: PartProps) {
  const { t } = useTranslation('forms');
  const { definition, change } = draft;
  const mayRead = useMay('contacts:read');
  const tags = useQuery({ ...tagsQuery, enabled: mayRead }).data?.items.map(({ name }) => name) ?? [];
  return (
    <Stack>
      <Select
        label={t('more.kind')}
        description={t('more.kindHint')}
        allowDeselect={false}
        data={(['lead', 'survey'] as const).map((value) => ({ value, label: t(`more.kinds.${value}`) }))}
        value={definition.kind}
        onChange={(kind) => kind && change({ kind: kind as 'lead' | 'survey' })}
        error={errorOf('kind')}
      />
      <TagsInput
        label={t('more.tags')}
        description={t('more.tagsHint')}
        data={tags}
        value={definition.tags}
        onChange={(next) => change({ tags: next })}
        error={errorOf('tags')}
      />
      <TagsInput
        label={t('more.notify')}
        description={t('more.notifyHint')}
        splitChars={[',', ';', ' ']}
        value={definition.notify}
        onChange={(notify) => change({ notify })}
        error={errorOf('notify')}
      />
      <TextInput
        label={t('more.webhook')}
        type="url"
        placeholder="https://"
        maxLength={2000}
        value={definition.webhookUrl ?? ''}
        onChange={(event) => change({ webhookUrl: event.currentTarget.value || null })}
        error={errorOf('webhookUrl')}
      />
      <NumberInput
        label={t('more.progressive')}
        description={t('more.progressiveHint')}
        placeholder={t('more.all')}
        min={1}
        max={40}
        allowDecimal={false}
        value={definition.progressiveMax ?? ''}
        onChange={(value) => change({ progressiveMax: typeof value === 'number' ? value : null })}
        error={errorOf('progressiveMax')}
      />
      {(['captureUtm', 'captureReferrer', 'mayBeFramed'] as const).map((key) => (
        <Checkbox
          key={key}
          label={t(`more.${key}`)}
          checked={definition[key]}
          onChange={(event) => change({ [key]: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  );
}
