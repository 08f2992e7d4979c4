import { Button, Group, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice';
import { useMay } from '../session/use-session';
import { formatNumber } from '../ui/format-number';
import { CountedNote } from '../ui/counted-note';
import { PageHeader } from '../ui/page-header';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { allProblems } from './builder/all-problems';
import { BuilderContext, type Builder, type Selection } from './builder/builder-context';
import { StepsTab } from './builder/steps-tab';
import { useDraft, type Draft } from './builder/use-draft';
import { insertStep, removeStep, setStep } from './graph/edit';
import { newStep } from './graph/new-step';
import type { Sequence, Simulation } from './models';
import { PeopleTab } from './people/people-tab';
import { SequenceActions } from './sequence-actions';
import { countsQuery, problemsQuery } from './sequence-queries';
import type { SequenceSearch, SequenceTab } from './sequence-routes';
import { SequenceStatusBadge } from './sequence-status-badge';
import { SimulateDrawer } from './simulate/simulate-drawer';
import { VersionsTab } from './versions-tab';

/** Counts and problems of the draft, and what can be done with it, for all parts of the builder. */
function useBuilderOf(sequence: Sequence, draft: Draft, walk: Simulation | null) {
  const [chosen, select] = useState<Selection | null>(null);
  const isPublished = sequence.publishedVersion !== null;
  const found = useQuery(problemsQuery(sequence.id, draft.savedVersion));
  const counted = useQuery({
    ...countsQuery(sequence.id, sequence.status === 'active'),
    enabled: isPublished,
  });
  const mayWrite = useMay('campaigns:write');
  const isReadOnly = !mayWrite || sequence.status === 'archived';
  const problems = allProblems(found.data?.problems ?? [], draft.isDirty ? draft.error : null);
  const { graph } = draft;
  // A step that was undone is gone, and its settings with it.
  const selection = chosen !== null && 'step' in chosen && !graph.steps[chosen.step] ? null : chosen;
  const builder: Builder = {
    sequenceId: sequence.id,
    graph,
    isReadOnly,
    selection,
    select,
    change: (next, of) => draft.change({ graph: next, ...(of ? { of } : {}) }),
    changeStep: (id, step, of) => draft.change({ graph: setStep(graph, id, step), ...(of ? { of } : {}) }),
    insert: (edges, kind) => {
      const { graph: grown, id } = insertStep(graph, edges, newStep(kind));
      draft.change({ graph: grown });
      select({ step: id });
    },
    remove: (id, keep) => {
      draft.change({ graph: removeStep(graph, id, keep) });
      select(null);
    },
    problems,
    counts: new Map(counted.data?.steps.map((counts) => [counts.step, counts])),
    path: walk && new Set(walk.entries.flatMap(({ step }) => step ?? [])),
  };
  return {
    builder,
    counted,
    isChecked: found.isSuccess && !draft.isDirty && Object.keys(graph.steps).length > 0,
  };
}

export function SequenceEditor({ sequence }: { sequence: Sequence }) {
  const { t } = useTranslation('sequences');
  const { tab, view, step } = useSearch({ strict: false }) as SequenceSearch;
  const navigate = useNavigate();
  const draft = useDraft(sequence);
  const [walk, setWalk] = useState<Simulation | null>(null);
  const [isSimulating, setSimulating] = useState(false);
  const { builder, counted, isChecked } = useBuilderOf(sequence, draft, walk);
  const inside = useMemo(
    () => [...builder.counts.values()].reduce((sum, { waiting }) => sum + waiting, 0),
    [builder.counts],
  );
  const go = (search: SequenceSearch) =>
    void navigate({
      to: '/sequences/$sequenceId',
      params: { sequenceId: sequence.id },
      search,
      replace: true,
    });
  const canvas = view === 'canvas' ? { view } : {};
  return (
    <BuilderContext value={builder}>
      <UnsavedGuard isDirty={draft.isDirty} flush={draft.flush} />
      <PageHeader
        title={sequence.name}
        back={{ to: '/sequences', label: t('title') }}
        aside={<SequenceStatusBadge status={sequence.status} />}
        description={<Summary sequence={sequence} inside={inside} />}
        actions={<SequenceActions sequence={sequence} draft={draft} onSimulate={() => setSimulating(true)} />}
      />
      <CountedNote query={counted} />
      {walk && (
        <Notice mb="md" color="tide" title={t('simulate.shown')}>
          <Group gap="sm">
            <Text size="sm">{t('simulate.shownHint')}</Text>
            <Button size="xs" variant="default" onClick={() => setSimulating(true)}>
              {t('simulate.open')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setWalk(null)}>
              {t('simulate.hide')}
            </Button>
          </Group>
        </Notice>
      )}
      <Tabs
        value={tab ?? 'steps'}
        onChange={(next) => {
          const to = next as SequenceTab;
          go({ ...canvas, ...(to === 'steps' ? {} : { tab: to }) });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="steps">{t('tabs.steps')}</Tabs.Tab>
          <Tabs.Tab value="people">{t('tabs.people')}</Tabs.Tab>
          <Tabs.Tab value="versions">{t('tabs.versions')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="steps">
          <StepsTab
            draft={draft}
            view={view ?? 'list'}
            onView={(next) => go(next === 'canvas' ? { view: next } : {})}
            isChecked={isChecked}
          />
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <PeopleTab
            sequence={sequence}
            step={step}
            onStep={(next) => go({ ...canvas, tab: 'people', ...(next ? { step: next } : {}) })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsTab sequence={sequence} />
        </Tabs.Panel>
      </Tabs>
      <SimulateDrawer
        sequence={sequence}
        draft={draft}
        opened={isSimulating}
        onClose={() => setSimulating(false)}
        walk={walk}
        onWalk={setWalk}
      />
    </BuilderContext>
  );
}

function Summary({ sequence, inside }: { sequence: Sequence; inside: number }) {
  const { t } = useTranslation('sequences');
  const { status, publishedVersion, hasChanges, description } = sequence;
  const parts = [
    publishedVersion === null
      ? t('summary.draft')
      : t('summary.version', { version: publishedVersion, inside: formatNumber(inside), count: inside }),
  ];
  if (status === 'paused') parts.push(t('summary.paused'));
  if (status === 'archived') parts.push(t('summary.archived'));
  if (publishedVersion !== null && hasChanges) parts.push(t('summary.changes'));
  return (
    <>
      {description && <div>{description}</div>}
      <div>{parts.join(' ')}</div>
    </>
  );
}
