import { Button, Divider, Group, Menu, Select, Stack, Text, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { Notice } from '../notice';
import { AnchorLink } from '../../ui/anchor-link';
import { formatNumber } from '../../ui/format-number';
import { lead, possibleTargets } from '../graph/edit';
import { exitsOf, isFork } from '../graph/exits';
import type { Step, StepId } from '../graph/sequence-graph';
import { problemsOf, useBuilder } from './builder-context';
import { StepEditor } from './step-editor';
import type { Describe } from './use-describe';

interface Props {
  id: StepId;
  step: Step;
  describe: Describe;
}

/** Settings of one step. Give it the id as its key: it must never go on editing the step before. */
export function StepPanel({ id, step, describe }: Props) {
  const { t } = useTranslation('sequences');
  const { problems, changeStep, isReadOnly } = useBuilder();
  const own = problemsOf(problems, { step: id });
  const errorOf = (field: string) =>
    own.find(({ pointer, level }) => level === 'block' && pointer.startsWith(`/steps/${id}/${field}`))
      ?.message;
  return (
    <Stack>
      {own.length > 0 && (
        <Notice
          color={own.some(({ level }) => level === 'block') ? 'red' : 'yellow'}
          title={t('problems.here', { count: own.length })}
        >
          {own.map((problem) => (
            <Text key={problem.pointer + problem.code} size="sm">
              {problem.message} {problem.remedy}
            </Text>
          ))}
        </Notice>
      )}
      <fieldset disabled={isReadOnly} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack>
          <TextInput
            label={t('fields.name')}
            description={t('fields.nameHint')}
            placeholder={t(`kinds.${step.kind}`)}
            maxLength={100}
            value={step.name ?? ''}
            onChange={(event) =>
              changeStep(id, { ...step, name: event.currentTarget.value || null }, `${id} name`)
            }
            error={errorOf('name')}
          />
          <StepEditor
            step={step}
            onChange={(next, of) => changeStep(id, next, of && `${id} ${of}`)}
            errorOf={errorOf}
            describe={describe}
          />
          <Ways id={id} step={step} describe={describe} />
        </Stack>
      </fieldset>
      <AtStep id={id} />
      {!isReadOnly && <RemoveStep id={id} step={step} describe={describe} />}
    </Stack>
  );
}

const END = '';

/** Where the step goes on to: the only way to let ways meet. */
function Ways({ id, step, describe }: Props) {
  const { t } = useTranslation('sequences');
  const { graph, change } = useBuilder();
  const exits = exitsOf(step);
  if (exits.length === 0) return null;
  const targets = possibleTargets(graph, id);
  return (
    <>
      <Divider label={t('fields.goesOn')} labelPosition="left" />
      {exits.map(({ exit, next }) => (
        <Select
          key={exit}
          label={isFork(step) ? describe.exit(step, exit) : t('exit.next')}
          allowDeselect={false}
          searchable
          data={[
            { value: END, label: t('steps.end') },
            ...[...new Set([...targets, ...(next && graph.steps[next] ? [next] : [])])].map((target) => ({
              value: target,
              label: t('steps.option', {
                step: describe.name(target, graph.steps[target]),
                does: graph.steps[target] ? describe.step(graph.steps[target]) : '',
              }),
            })),
          ]}
          value={next !== null && graph.steps[next] ? next : END}
          onChange={(to) => change(lead(graph, { from: id, exit }, to || null))}
        />
      ))}
    </>
  );
}

function AtStep({ id }: { id: StepId }) {
  const { t } = useTranslation('sequences');
  const { counts, sequenceId } = useBuilder();
  const own = counts.get(id);
  if (!own) return null;
  return (
    <Group justify="space-between">
      <Text size="sm" className="numbers">
        {t('steps.waitingHere', { count: own.waiting, number: formatNumber(own.waiting) })}
      </Text>
      <AnchorLink
        to="/sequences/$sequenceId"
        params={{ sequenceId }}
        search={{ tab: 'people', step: id }}
        size="sm"
      >
        {t('steps.seePeople')}
      </AnchorLink>
    </Group>
  );
}

function RemoveStep({ id, step, describe }: Props) {
  const { t } = useTranslation('sequences');
  const { remove } = useBuilder();
  const button = {
    variant: 'default',
    c: 'var(--mantine-color-error)',
    leftSection: <IconTrash size={16} aria-hidden />,
    style: { alignSelf: 'flex-start' },
  } as const;
  if (!isFork(step)) {
    return (
      <Button {...button} onClick={() => remove(id)}>
        {t('steps.remove')}
      </Button>
    );
  }
  return (
    <Menu width={300} position="top-start">
      <Menu.Target>
        <Button {...button}>{t('steps.remove')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('steps.keepWhich')}</Menu.Label>
        {exitsOf(step).map(({ exit }) => (
          <Menu.Item key={exit} onClick={() => remove(id, exit)}>
            {t('steps.keep', { way: describe.exit(step, exit) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
