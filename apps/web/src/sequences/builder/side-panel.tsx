import { Alert, CloseButton, Drawer, Group, Paper, ScrollArea, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EndingPanel } from '../editors/ending-panel';
import { EntryPanel } from '../editors/entry-panel';
import { MailingPanel } from '../editors/mailing-panel';
import { problemsOf, useBuilder, type Selection } from './builder-context';
import { StepPanel } from './step-panel';
import type { Describe } from './use-describe';

const PANELS = { entry: EntryPanel, mailing: MailingPanel, ending: EndingPanel };
const WIDE = '(min-width: 62em)';

/** Settings of what is selected: beside the steps, or over them on a phone. */
export function SidePanel({ describe }: { describe: Describe }) {
  const { t } = useTranslation('sequences');
  const { graph, selection, select } = useBuilder();
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const key = selection === null ? '' : 'step' in selection ? selection.step : selection.part;
  const step = selection !== null && 'step' in selection ? graph.steps[selection.step] : undefined;
  const isOpen = selection !== null && (!('step' in selection) || step !== undefined);
  const close = () => {
    select(null);
    // Back to where one came from.
    if ('step' in (selection ?? {})) document.querySelector<HTMLElement>(`[data-step="${key}"]`)?.focus();
  };
  const title = step ? describe.name(key, step) : isOpen && key ? t(`parts.${key as 'entry'}`) : '';
  const body = !isOpen ? null : step ? (
    <StepPanel key={key} id={key} step={step} describe={describe} />
  ) : (
    <PartPanel key={key} selection={selection} describe={describe} />
  );
  if (!isWide) {
    return (
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="100%"
        title={<Text fw={650}>{title}</Text>}
        closeButtonProps={{ 'aria-label': t('steps.closePanel') }}
      >
        {body}
      </Drawer>
    );
  }
  return (
    <Paper withBorder pos="sticky" top={76} component="section" aria-label={t('steps.panel')}>
      {isOpen ? (
        <ScrollArea.Autosize mah="calc(100dvh - 110px)" type="auto">
          <Framed key={key} title={title} onClose={close} closeLabel={t('steps.closePanel')}>
            {body}
          </Framed>
        </ScrollArea.Autosize>
      ) : (
        <Text c="dimmed" size="sm" p="lg">
          {t('steps.nothingSelected')}
        </Text>
      )}
    </Paper>
  );
}

interface FramedProps {
  title: string;
  onClose: () => void;
  closeLabel: string;
  children: ReactNode;
}

/** Takes the focus when it opens, so that the keyboard goes on where the eye does; Escape closes it. */
function Framed({ title, onClose, closeLabel, children }: FramedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div
      style={{ padding: 'var(--mantine-spacing-md)' }}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
    >
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Title order={2} ref={heading} tabIndex={-1} style={{ outline: 'none', overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        <CloseButton aria-label={closeLabel} onClick={onClose} />
      </Group>
      {children}
    </div>
  );
}

function PartPanel({ selection, describe }: { selection: Selection | null; describe: Describe }) {
  const { graph, change, problems, isReadOnly } = useBuilder();
  if (selection === null || !('part' in selection)) return null;
  const Panel = PANELS[selection.part];
  const own = problemsOf(problems, selection);
  const errorOf = (field: string) =>
    own.find(({ pointer, level }) => level === 'block' && pointer.startsWith(`/${field}`))?.message;
  return (
    <>
      {own.length > 0 && (
        <Alert color={own.some(({ level }) => level === 'block') ? 'red' : 'yellow'} mb="md">
          {own.map((problem) => (
            <Text key={problem.pointer + problem.code} size="sm">
              {problem.message} {problem.remedy}
            </Text>
          ))}
        </Alert>
      )}
      <fieldset disabled={isReadOnly} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Panel graph={graph} onChange={change} errorOf={errorOf} describe={describe} />
      </fieldset>
    </>
  );
}
