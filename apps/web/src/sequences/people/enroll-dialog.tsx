import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../notice';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ContactPicker } from '../../contacts/contact-picker';
import { ProblemNotice } from '../../ui/problem-notice';
import type { Sequence } from '../models';

/** Puts one contact in by hand, by the rules of the sequence. */
export function EnrollDialog({ sequence, onClose }: { sequence: Sequence; onClose: () => void }) {
  const { t } = useTranslation(['sequences', 'ui']);
  const client = useQueryClient();
  const [contactId, setContact] = useState<string | null>(null);
  const enroll = useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.POST('/api/v1/sequences/{id}/enrollments', {
          params: { path: { id: sequence.id } },
          body: { contactIds: [id] },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['sequences'] }),
  });
  const [answer] = enroll.data?.items ?? [];
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('actions.enroll')}</Text>}>
      <Stack>
        <Text size="sm">{t('enroll.hint')}</Text>
        <ContactPicker
          label={t('people.contact')}
          required
          value={contactId}
          onChange={(id) => {
            enroll.reset();
            setContact(id);
          }}
        />
        {answer && (
          <Notice
            role="status"
            color={answer.enrollmentId ? 'tide' : 'yellow'}
            title={answer.enrollmentId ? t('enroll.done') : t('enroll.refused')}
          >
            {answer.why}
          </Notice>
        )}
        <ProblemNotice error={enroll.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {answer?.enrollmentId ? t('ui:actions.close') : t('ui:actions.back')}
          </Button>
          <Button
            disabled={!contactId || Boolean(answer)}
            loading={enroll.isPending}
            onClick={() => contactId && enroll.mutate(contactId)}
          >
            {t('enroll.enroll')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
