import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import IconBookmark from '@tabler/icons-react/dist/esm/icons/IconBookmark.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { useCanvas } from '../blocks/editor-context';
import { mayStandIn, TOP, type Place } from '../blocks/edit-document';
import { ForgetSaved } from './saved-fields';
import { savedBlocksQuery, type Saved } from './saved-queries';

interface Props {
  place: Place;
  onClose: () => void;
}

/** The blocks that the workspace saved: a copy of them, or the synced ones themselves. */
export function InsertSaved({ place, onClose }: Props) {
  const { t } = useTranslation('templates');
  const { insertSaved } = useCanvas();
  const known = useQuery(savedBlocksQuery);
  const fits = ({ blocks, isSynced }: Saved) =>
    isSynced ? place.list === TOP : blocks.every((block) => mayStandIn(block, place.list));
  const items = known.data?.filter(fits) ?? [];
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('saved.insertTitle')}</Text>}>
      <Stack>
        {known.isPending && <Loading rows={3} />}
        {known.data && items.length === 0 && (
          <EmptyState icon={IconBookmark} title={t('saved.none')}>
            {t('saved.noneText')}
          </EmptyState>
        )}
        {items.map((saved) => (
          <Group key={saved.id} justify="space-between" wrap="nowrap" gap="sm">
            <div style={{ minWidth: 0 }}>
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {saved.name}
              </Text>
              <Text size="sm" c="dimmed">
                {t(saved.isSynced ? 'saved.isSynced' : 'saved.isCopy')}
                {': '}
                {saved.blocks.map(({ kind }) => t(`kinds.${kind}`)).join(', ')}
              </Text>
            </div>
            <Group gap={6} wrap="nowrap">
              <ForgetSaved id={saved.id} name={saved.name} />
              <Button
                size="compact-sm"
                aria-label={t('saved.insertNamed', { name: saved.name })}
                onClick={() => {
                  insertSaved(saved, place);
                  onClose();
                }}
              >
                {t('merge.insert')}
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
