import { Button, Menu, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { useMay } from '../../session/use-session';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { formatNumber } from '../../ui/format-number';
import { useBuilder } from '../builder/builder-context';
import { useDescribe } from '../builder/use-describe';
import { asGraph } from '../graph/sequence-graph';
import type { Sequence } from '../models';

interface Props {
  sequence: Sequence;
  /** Only those who are at this step; everybody inside without one. */
  step: string | undefined;
}

/** Moving or taking out everybody who is inside, or those at a step, at once. */
export function EverybodyMenu({ sequence, step }: Props) {
  const { t } = useTranslation('sequences');
  const describe = useDescribe();
  const client = useQueryClient();
  const maySend = useMay('campaigns:send');
  const { counts } = useBuilder();
  const [asked, setAsked] = useState<'move' | 'stop' | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const { steps } = asGraph(sequence.graph);
  const count = step
    ? (counts.get(step)?.waiting ?? 0)
    : [...counts.values()].reduce((sum, { waiting }) => sum + waiting, 0);
  const params = { path: { id: sequence.id } };
  const which = step ? { step } : {};
  const run = useMutation({
    mutationFn: async (what: 'move' | 'stop') => {
      if (what === 'stop') {
        const { stopped } = await unwrap(
          api.POST('/api/v1/sequences/{id}/enrollments/stop', { params, body: which }),
        );
        return t('people.stopped', { count: stopped });
      }
      const { moved } = await unwrap(
        api.POST('/api/v1/sequences/{id}/enrollments/move', { params, body: { ...which, to: to ?? '' } }),
      );
      return t('people.moved', { count: moved });
    },
    onSuccess: async (message) => {
      setAsked(null);
      setTo(null);
      notifications.show({ message, color: 'tide' });
      await client.invalidateQueries({ queryKey: ['sequences'] });
    },
  });
  if (!maySend || count === 0) return null;
  const who = { count, number: formatNumber(count) };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t(step ? 'people.allHere' : 'people.all', who)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked('move')}>{t('people.moveAll')}</Menu.Item>
          <Menu.Item c="var(--mantine-color-error)" onClick={() => setAsked('stop')}>
            {t('people.stopAll')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asked !== null}
        title={t(asked === 'stop' ? 'people.stopQuestion' : 'people.moveQuestion', who)}
        confirmLabel={t(asked === 'stop' ? 'people.stopAll' : 'people.moveAll')}
        isDangerous={asked === 'stop'}
        isBusy={run.isPending}
        error={run.error}
        onConfirm={() => asked && (asked === 'stop' || to) && run.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        <Stack>
          {t(asked === 'stop' ? 'story.stopText' : 'story.moveText')}
          {asked === 'move' && (
            <Select
              label={t('story.moveTo')}
              required
              data={Object.entries(steps)
                .filter(([id]) => id !== step)
                .map(([id, one]) => ({
                  value: id,
                  label: t('steps.option', { step: describe.name(id, one), does: describe.step(one) }),
                }))}
              value={to}
              onChange={setTo}
              searchable
            />
          )}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
