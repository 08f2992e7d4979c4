import { Alert, Divider, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConditionFields } from './condition-fields';
import type { Block } from './document';
import { useCanvas } from './editor-context';
import { KindFields } from './fields/kind-fields';
import { SaveBlock } from './save-block';
import { ScreenField } from './screen-field';
import { SpaceFields } from './space-fields';

/** Everything about the chosen block but its text. The parent's `key` is the block's id: no field outlives its block. */
export function Inspector({ block }: { block: Block }) {
  const { t } = useTranslation('templates');
  const { change, problemOf } = useCanvas();
  const isFooter = block.kind === 'footer' || (block.kind === 'saved' && block.place === 'footer');
  const problem = problemOf(block.id);
  const set = (next: Block) => change(next, `settings of ${block.id}`);
  return (
    <Stack gap="md" role="region" aria-label={t('inspector.of', { kind: t(`kinds.${block.kind}`) })}>
      <Title order={2}>{t(`kinds.${block.kind}`)}</Title>
      {problem && (
        <Alert color="red" variant="light">
          {problem}
        </Alert>
      )}
      <KindFields block={block} onChange={set} />
      {!isFooter && (
        <>
          <Divider />
          <ConditionFields block={block} onChange={set} />
          {block.kind !== 'saved' && <ScreenField block={block} onChange={set} />}
        </>
      )}
      {block.kind !== 'saved' && (
        <>
          <Divider />
          <SpaceFields block={block} onChange={set} />
          <Divider />
          <SaveBlock block={block} />
        </>
      )}
      <Text size="xs" c="dimmed">
        {t('inspector.keys')}
      </Text>
    </Stack>
  );
}
