import { Alert, MultiSelect, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { segmentsQuery } from '../segments/segment-queries';
import { ownRules, type Draft } from './draft';
import { AnchorLink } from '../ui/anchor-link';
import { TopicField } from './topic-field';

interface Props {
  form: UseFormReturnType<Draft>;
  audience: Campaign['audience'];
}

/** Everyone in any of these, except everyone in any of those. */
export function AudienceFields({ form, audience }: Props) {
  const { t } = useTranslation('campaigns');
  const segments = useQuery(segmentsQuery({}));
  const all = segments.data?.items ?? [];
  const choicesWithout = (others: string[]) =>
    all.filter(({ id }) => !others.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  const own = ownRules(audience.include).length + ownRules(audience.exclude).length;
  return (
    <Stack>
      <TopicField form={form} />
      <MultiSelect
        label={t('fields.include')}
        placeholder={form.values.include.length === 0 ? t('fields.chooseSegments') : ''}
        description={
          segments.data && all.length === 0 ? (
            <>
              {t('fields.noSegment')}{' '}
              <AnchorLink to="/segments" size="xs">
                {t('fields.createSegment')}
              </AnchorLink>
            </>
          ) : (
            t('fields.includeHint')
          )
        }
        data={choicesWithout(form.values.exclude)}
        searchable
        maxValues={20}
        {...form.getInputProps('include')}
        error={form.errors.include ?? form.errors.audience}
      />
      <MultiSelect
        label={t('fields.exclude')}
        placeholder={form.values.exclude.length === 0 ? t('fields.nobody') : ''}
        data={choicesWithout(form.values.include)}
        searchable
        maxValues={20}
        {...form.getInputProps('exclude')}
      />
      {own > 0 && <Alert color="blue">{t('fields.ownRules', { count: own })}</Alert>}
    </Stack>
  );
}
