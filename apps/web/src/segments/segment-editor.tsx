import { Button, Grid, Group, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api } from '../api/client';
import { Problem } from '../api/problem';
import type { Segment } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { parseTree } from './parse-tree';
import { segmentPreviewQuery, segmentQuery } from './segment-queries';
import { SegmentPreviewCard } from './segment-preview-card';
import { VocabularyHelp } from './vocabulary-help';

const PREVIEW_DELAY_MS = 400;
const FIRST_TREE = { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'PT' }] };

function valuesOf(segment: Segment | null) {
  return {
    name: segment?.name ?? '',
    description: segment?.description ?? '',
    text: JSON.stringify(segment?.tree ?? FIRST_TREE, null, 2),
  };
}

/** The rule tree as JSON, counted while one types. */
export function SegmentEditor({ segment }: { segment: Segment | null }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('segments:write');
  const form = useForm({ initialValues: valuesOf(segment) });
  const [text] = useDebouncedValue(form.values.text, PREVIEW_DELAY_MS);
  const parsed = useMemo(() => parseTree(text), [text]);
  const preview = useQuery(segmentPreviewQuery(parsed.tree));
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const { tree, problem } = parseTree(values.text);
      if (!tree) throw new Problem({ status: 0, code: 'json', message: problem });
      const body = { name: values.name.trim(), description: values.description.trim(), tree };
      return segment
        ? unwrap(
            api.PATCH('/api/v1/segments/{id}', {
              params: { path: { id: segment.id } },
              // Refused when somebody else has changed the segment since it was read.
              body: { ...body, version: segment.version },
            }),
          )
        : unwrap(api.POST('/api/v1/segments', { body }));
    },
    onSuccess: async (saved) => {
      form.setInitialValues(valuesOf(saved));
      form.reset();
      notifications.show({ message: 'Saved' });
      await client.invalidateQueries({ queryKey: segmentQuery(saved.id).queryKey });
      await client.invalidateQueries({ queryKey: ['segments', 'list'] });
      if (!segment)
        await navigate({
          to: '/segments/$segmentId',
          params: { segmentId: saved.id },
          replace: true,
          ignoreBlocker: true,
        });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const isDirty = form.isDirty();
  useBlocker({
    shouldBlockFn: () => isDirty && !save.isSuccess && !window.confirm('Leave without saving the changes?'),
    enableBeforeUnload: () => isDirty,
  });
  const rules = form.getInputProps('text');
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 7 }}>
        <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
          <fieldset disabled={!mayWrite} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
            <Card>
              <Stack>
                <TextInput label="Name" required maxLength={100} {...form.getInputProps('name')} />
                <TextInput label="Description" maxLength={1000} {...form.getInputProps('description')} />
                <Textarea
                  label="Rules"
                  description="As JSON. What they may name stands below."
                  required
                  rows={16}
                  spellCheck={false}
                  styles={{
                    input: {
                      fontFamily: 'var(--mantine-font-family-monospace)',
                      fontSize: 13,
                      lineHeight: 1.55,
                    },
                  }}
                  {...rules}
                  error={parsed.problem ?? form.errors.tree}
                />
                <ProblemNotice
                  error={save.error}
                  title="Not saved"
                  withPointers
                  shown={['/name', '/description']}
                />
                {mayWrite && (
                  <Group>
                    <Button type="submit" loading={save.isPending} disabled={Boolean(segment) && !isDirty}>
                      {segment ? 'Save' : 'Create segment'}
                    </Button>
                    {segment && (
                      <Text size="sm" c="dimmed" role="status">
                        {isDirty
                          ? 'There are changes that are not saved.'
                          : `Version ${segment.version}. All changes are saved.`}
                      </Text>
                    )}
                  </Group>
                )}
                <VocabularyHelp />
              </Stack>
            </Card>
          </fieldset>
        </form>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <SegmentPreviewCard
          preview={preview.data}
          error={parsed.tree ? preview.error : null}
          isFetching={preview.isFetching}
          isStale={parsed.tree === null || preview.isPlaceholderData}
        />
      </Grid.Col>
    </Grid>
  );
}
