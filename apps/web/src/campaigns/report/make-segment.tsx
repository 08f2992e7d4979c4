import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import IconFilterPlus from '@tabler/icons-react/dist/esm/icons/IconFilterPlus.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Campaign } from '../../api/models';
import { unwrap } from '../../api/unwrap';
import { ProblemNotice } from '../../ui/problem-notice';
import { treeOf, type SegmentKind } from './segment-of';

interface Props {
  campaign: Campaign;
  kind: SegmentKind;
  /** Of the link, as it stands in the message. */
  url?: string;
}

/** A segment of the people in the list, and then its page. */
export function MakeSegment({ campaign, kind, url }: Props) {
  const { t } = useTranslation('reports');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="light"
        size="xs"
        leftSection={<IconFilterPlus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('segment.make')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('segment.title')}>
        {isOpen && <SegmentForm campaign={campaign} kind={kind} url={url} onCancel={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function SegmentForm({
  campaign,
  kind,
  url,
  onCancel,
}: Omit<Props, 'url'> & { url: string | undefined; onCancel: () => void }) {
  const { t } = useTranslation('reports');
  const [name, setName] = useState(t(`segment.name.${kind}`, { campaign: campaign.name }).slice(0, 100));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/segments', { body: { name: name.trim(), tree: treeOf(kind, campaign.id, url) } }),
      ),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['segments'] });
      await navigate({ to: '/segments/$segmentId', params: { segmentId: id } });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t(`segment.means.${kind}`)}</Text>
        {(kind === 'not-opened' || kind === 'not-clicked') && (
          <Alert color="yellow">{t('segment.unmeasured')}</Alert>
        )}
        <TextInput
          label={t('segment.label')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          required
          data-autofocus
        />
        <ProblemNotice error={make.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('segment.cancel')}
          </Button>
          <Button type="submit" loading={make.isPending}>
            {t('segment.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
