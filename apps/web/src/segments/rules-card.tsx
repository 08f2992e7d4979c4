import { ActionIcon, Group, SegmentedControl, Stack, Tooltip } from '@mantine/core';
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
import IconArrowForwardUp from '@tabler/icons-react/dist/esm/icons/IconArrowForwardUp.mjs';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { RuleBuilder } from './builder/rule-builder';
import { JsonView } from './json-view';
import { Sentence } from './sentence';
import type { Catalogue } from './tree/catalogue';
import type { useLiveCount } from './use-live-count';
import type { TreeHistory } from './use-tree';

interface Props {
  catalogue: Catalogue;
  history: TreeHistory;
  live: Pick<
    ReturnType<typeof useLiveCount>,
    'preview' | 'problems' | 'incomplete' | 'counts' | 'isStale' | 'verdicts'
  >;
  readOnly: boolean;
  segmentId: string | null;
  showsIncomplete: boolean;
}

/** The rules in words, to be built, and as JSON. */
export function RulesCard({ catalogue, history, live, readOnly, segmentId, showsIncomplete }: Props) {
  const { t } = useTranslation('segments');
  const [view, setView] = useState<'builder' | 'json'>('builder');
  const { tree, change } = history;
  return (
    <Card
      title={t('rules.title')}
      hint={live.preview && <Sentence sentence={live.preview.summary} />}
      actions={
        <Group gap={4} wrap="nowrap">
          {!readOnly && view === 'builder' && (
            <>
              <Step icon={IconArrowBackUp} label={t('rules.undo')} onClick={history.undo} />
              <Step icon={IconArrowForwardUp} label={t('rules.redo')} onClick={history.redo} />
            </>
          )}
          <SegmentedControl
            size="xs"
            aria-label={t('rules.view')}
            value={view}
            onChange={(next) => setView(next as 'builder' | 'json')}
            data={[
              { value: 'builder', label: t('rules.builder') },
              { value: 'json', label: t('rules.json') },
            ]}
          />
        </Group>
      }
    >
      <Stack>
        {view === 'json' ? (
          <JsonView tree={tree} onChange={change} readOnly={readOnly} />
        ) : (
          <RuleBuilder
            catalogue={catalogue}
            tree={tree}
            onChange={change}
            readOnly={readOnly}
            segmentId={segmentId}
            problems={live.problems}
            incomplete={live.incomplete}
            showsIncomplete={showsIncomplete}
            counts={live.counts}
            areCountsStale={live.isStale}
            verdicts={live.verdicts}
          />
        )}
      </Stack>
    </Card>
  );
}

function Step({
  icon: StepIcon,
  label,
  onClick,
}: {
  icon: Icon;
  label: string;
  onClick: (() => void) | undefined;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" disabled={!onClick} onClick={onClick} aria-label={label}>
        <StepIcon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
