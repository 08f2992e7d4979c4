import { Alert, Button, Checkbox, Group, Modal, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ProblemNotice } from '../../ui/problem-notice';
import type { Block, OwnBlock } from '../blocks/document';
import { savedBlocksQuery, savedUsesQuery, type Saved } from './saved-queries';

const NEW = '';

interface Props {
  block: OwnBlock;
  /** The blocks of the same list, from top to bottom; those that may be saved along. */
  others: readonly Block[];
  onSaved: (saved: Saved, ids: string[]) => void;
  onClose: () => void;
}

const isFrame = ({ kind }: Block) => kind === 'header' || kind === 'footer';

/** Keeps one block or several under a name, or puts them in the place of earlier ones. */
export function SaveDialog({ block, others, onSaved, onClose }: Props) {
  const { t } = useTranslation('templates');
  const client = useQueryClient();
  const known = useQuery(savedBlocksQuery);
  const [name, setName] = useState('');
  const [target, setTarget] = useState(NEW);
  const [isSynced, setSynced] = useState(isFrame(block));
  const [ids, setIds] = useState([block.id]);
  const uses = useQuery({ ...savedUsesQuery(target), enabled: target !== NEW });
  const group = isFrame(block) ? [] : others.filter((other) => !isFrame(other) && other.kind !== 'saved');
  const blocks = group.length > 1 ? group.filter(({ id }) => ids.includes(id)) : [block];
  const save = useMutation({
    mutationFn: async () => {
      const content = { blocks: blocks as unknown as Record<string, never>[], isSynced };
      const saved =
        target === NEW
          ? await unwrap(api.POST('/api/v1/saved-blocks', { body: { ...content, name: name.trim() } }))
          : await unwrap(
              api.PATCH('/api/v1/saved-blocks/{id}', { params: { path: { id: target } }, body: content }),
            );
      await client.invalidateQueries({ queryKey: ['saved-blocks'] });
      void client.invalidateQueries({ queryKey: ['templates', 'source-preview'] });
      return saved as unknown as Saved;
    },
    onSuccess: (saved) =>
      onSaved(
        saved,
        blocks.map(({ id }) => id),
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    save.mutate();
  };
  const used = uses.data?.templates.length ?? 0;
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('saved.title')}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          {(known.data?.length ?? 0) > 0 && (
            <Select
              label={t('saved.as')}
              data={[
                { value: NEW, label: t('saved.new') },
                ...(known.data ?? []).map((saved) => ({ value: saved.id, label: saved.name })),
              ]}
              allowDeselect={false}
              value={target}
              onChange={(value) => {
                setTarget(value ?? NEW);
                const earlier = known.data?.find(({ id }) => id === value);
                if (earlier) setSynced(earlier.isSynced);
              }}
            />
          )}
          {target === NEW && (
            <TextInput
              label={t('saved.name')}
              required
              maxLength={100}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {group.length > 1 && (
            <Checkbox.Group label={t('saved.which')} value={ids} onChange={setIds}>
              <Stack gap={6} mt={6} mah={220} style={{ overflowY: 'auto' }}>
                {group.map((other, index) => (
                  <Checkbox
                    key={other.id}
                    value={other.id}
                    label={t('saved.oneOf', { place: index + 1, kind: t(`kinds.${other.kind}`) })}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          <Switch
            label={t('saved.synced')}
            description={t('saved.syncedHint')}
            checked={isSynced}
            onChange={(event) => setSynced(event.currentTarget.checked)}
          />
          {used > 0 && (
            <Alert color="yellow" p="xs">
              {t('saved.changes', { count: used })}
            </Alert>
          )}
          <ProblemNotice error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('actions.back', { ns: 'ui' })}
            </Button>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={blocks.length === 0 || (target === NEW && name.trim() === '')}
            >
              {t('saved.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
