import { Box, Grid, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import type { Segment } from '../api/models';
import { useMay } from '../session/use-session';
import { fieldErrors } from '../ui/field-errors';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { DetailsFields } from './details-fields';
import { PersonCheck } from './person-check';
import { problemsByRule } from './rule-problems';
import { RulesCard } from './rules-card';
import { SaveBar } from './save-bar';
import { saveSegment, type SegmentValues } from './save-segment';
import { SegmentPreviewCard } from './segment-preview-card';
import { segmentQuery } from './segment-queries';
import type { Catalogue } from './tree/catalogue';
import { isShowable, type GroupNode } from './tree/rule-tree';
import { useLiveCount } from './use-live-count';
import { useTree } from './use-tree';

export const EVERYONE: GroupNode = { v: 1, match: 'all', rules: [] };

function valuesOf(segment: Segment | null): SegmentValues {
  return {
    name: segment?.name ?? '',
    description: segment?.description ?? '',
    kind: segment?.kind ?? 'dynamic',
  };
}

function treeOf(segment: Segment | null, first: GroupNode): GroupNode {
  if (!segment) return first;
  return isShowable(segment.tree) ? segment.tree : EVERYONE;
}

interface Props {
  segment: Segment | null;
  catalogue: Catalogue;
  /** What a new segment starts from. */
  first?: GroupNode;
}

/** Rules by mouse, keyboard or as JSON, counted while they are written. */
export function SegmentEditor({ segment, catalogue, first = EVERYONE }: Props) {
  const { t } = useTranslation('segments');
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('segments:write');
  const form = useForm({ initialValues: valuesOf(segment) });
  const history = useTree(treeOf(segment, first));
  const { tree } = history;
  const [savedTree, setSavedTree] = useState(tree);
  const [showsIncomplete, setShowsIncomplete] = useState(false);
  const [topicId, setTopicId] = useState<string | null>(null);
  const [contactId, setContactId] = useState<string | null>(null);
  const live = useLiveCount({ tree, catalogue, topicId, contactId });
  const isDirty = form.isDirty() || JSON.stringify(tree) !== JSON.stringify(savedTree);
  const save = useMutation({
    mutationFn: (values: SegmentValues) => saveSegment(segment, values, tree),
    onSuccess: async (saved) => {
      form.setInitialValues(valuesOf(saved));
      form.reset();
      setSavedTree(tree);
      setShowsIncomplete(false);
      notifications.show({ message: t('editor.saved') });
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
  // What the API said of rules that have changed since says nothing any more.
  useEffect(() => save.reset(), [tree]);
  const submit = (values: SegmentValues) => {
    setShowsIncomplete(true);
    if (live.incomplete.size === 0) save.mutate(values);
  };
  const problems = useMemo(() => {
    if (live.problems.size > 0 || !save.error) return live.problems;
    return problemsByRule(asProblem(save.error).fields);
  }, [live.problems, save.error]);
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <UnsavedGuard isDirty={isDirty} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <DetailsFields form={form} segment={segment} readOnly={!mayWrite} />
            <RulesCard
              catalogue={catalogue}
              history={history}
              live={{ ...live, problems }}
              readOnly={!mayWrite}
              segmentId={segment?.id ?? null}
              showsIncomplete={showsIncomplete}
            />
            {mayWrite && (
              <SaveBar
                segment={segment}
                isDirty={isDirty}
                isBusy={save.isPending}
                error={save.error}
                incomplete={showsIncomplete ? live.incomplete.size : 0}
                preview={live.preview}
              />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Box pos={{ md: 'sticky' }} top={{ md: 76 }}>
            <Stack gap="lg">
              <SegmentPreviewCard
                preview={live.preview}
                error={live.error}
                isFetching={live.isFetching}
                isStale={live.isStale}
                topicId={topicId}
                onTopic={setTopicId}
              />
              <PersonCheck
                contactId={contactId}
                onChoose={setContactId}
                explanation={live.explanation}
                error={live.explanationError}
              />
            </Stack>
          </Box>
        </Grid.Col>
      </Grid>
    </form>
  );
}
