import { Button, Drawer, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ContactPicker } from '../../contacts/contact-picker';
import { localInputValue } from '../../ui/local-time';
import { ProblemNotice } from '../../ui/problem-notice';
import { timeZones } from '../../ui/time-zones';
import { useDescribe } from '../builder/use-describe';
import type { Draft } from '../builder/use-draft';
import type { Sequence, Simulation } from '../models';
import { Answers } from './answers';
import { Walk } from './walk';

interface Props {
  sequence: Sequence;
  draft: Draft;
  opened: boolean;
  onClose: () => void;
  walk: Simulation | null;
  onWalk: (walk: Simulation | null) => void;
}

/** Walks one contact through the draft on a pretend clock. Nothing is sent, nothing is kept. */
export function SimulateDrawer({ sequence, draft, opened, onClose, walk, onWalk }: Props) {
  const { t } = useTranslation('sequences');
  const describe = useDescribe();
  const [who, setWho] = useState<'somebody' | 'contact'>('somebody');
  const [contactId, setContact] = useState<string | null>(null);
  const [zone, setZone] = useState<string | null>(null);
  const [country, setCountry] = useState('');
  const [startAt, setStartAt] = useState(() => localInputValue(new Date()));
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const run = useMutation({
    mutationFn: async () => {
      await draft.flush();
      return unwrap(
        api.POST('/api/v1/sequences/{id}/simulate', {
          params: { path: { id: sequence.id } },
          body: {
            ...(who === 'contact' && contactId
              ? { contactId }
              : {
                  values: {
                    ...(zone ? { timeZone: zone } : {}),
                    ...(country.trim() ? { country: country.trim().toUpperCase() } : {}),
                  },
                }),
            ...(startAt ? { startAt: new Date(startAt).toISOString() } : {}),
            ...(Object.keys(answers).length > 0 ? { answers } : {}),
          },
        }),
      );
    },
    onSuccess: onWalk,
  });
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="lg"
      title={<Text fw={650}>{t('simulate.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('simulate.close') }}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('simulate.hint')}
        </Text>
        <SegmentedControl
          aria-label={t('simulate.who')}
          fullWidth
          data={[
            { value: 'somebody', label: t('simulate.somebody') },
            { value: 'contact', label: t('simulate.contact') },
          ]}
          value={who}
          onChange={(next) => setWho(next as 'somebody' | 'contact')}
        />
        {who === 'contact' ? (
          <ContactPicker label={t('people.contact')} required value={contactId} onChange={setContact} />
        ) : (
          <>
            <Select
              label={t('simulate.zone')}
              placeholder={t('simulate.ownZone')}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('simulate.ownZone') }}
              data={timeZones()}
              value={zone}
              onChange={setZone}
            />
            <TextInput
              label={t('simulate.country')}
              description={t('simulate.countryHint')}
              maxLength={2}
              value={country}
              onChange={(event) => setCountry(event.currentTarget.value)}
            />
          </>
        )}
        <TextInput
          label={t('simulate.startAt')}
          type="datetime-local"
          value={startAt}
          onChange={(event) => setStartAt(event.currentTarget.value)}
        />
        <Answers graph={draft.graph} describe={describe} answers={answers} onChange={setAnswers} />
        <ProblemNotice error={run.error} withPointers />
        <Button
          onClick={() => run.mutate()}
          loading={run.isPending}
          disabled={who === 'contact' && contactId === null}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('simulate.run')}
        </Button>
        {walk && <Walk walk={walk} graph={draft.graph} describe={describe} />}
        {walk && (
          <Button variant="default" onClick={onClose} style={{ alignSelf: 'flex-start' }}>
            {t('simulate.showOnSteps')}
          </Button>
        )}
      </Stack>
    </Drawer>
  );
}
