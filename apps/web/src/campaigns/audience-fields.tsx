import { Alert, MultiSelect, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../api/models';
import { segmentsQuery } from '../segments/segment-queries';
import { countOf } from '../ui/format';
import { ownRules, type Draft } from './draft';
import { AnchorLink } from '../ui/anchor-link';

interface Props {
  form: UseFormReturnType<Draft>;
  audience: Campaign['audience'];
}

/** Everyone in any of these, except everyone in any of those. */
export function AudienceFields({ form, audience }: Props) {
  const segments = useQuery(segmentsQuery({}));
  const all = segments.data?.items ?? [];
  const choicesWithout = (others: string[]) =>
    all.filter(({ id }) => !others.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  const own = ownRules(audience.include).length + ownRules(audience.exclude).length;
  return (
    <Stack>
      <MultiSelect
        label="Send to everyone in any of"
        placeholder={form.values.include.length === 0 ? 'Choose segments' : ''}
        description={
          segments.data && all.length === 0 ? (
            <>
              There is no segment yet.{' '}
              <AnchorLink to="/segments" size="xs">
                Create one
              </AnchorLink>
            </>
          ) : (
            'Who is in several of them gets one message.'
          )
        }
        data={choicesWithout(form.values.exclude)}
        searchable
        maxValues={20}
        {...form.getInputProps('include')}
        error={form.errors.include ?? form.errors.audience}
      />
      <MultiSelect
        label="Except everyone in any of"
        placeholder={form.values.exclude.length === 0 ? 'Nobody' : ''}
        data={choicesWithout(form.values.include)}
        searchable
        maxValues={20}
        {...form.getInputProps('exclude')}
      />
      {own > 0 && (
        <Alert color="blue">
          The audience also has {countOf(own, 'rule')} of its own, set through the API. They stay as they are.
        </Alert>
      )}
    </Stack>
  );
}
