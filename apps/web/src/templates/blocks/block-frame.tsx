import { useSortable } from '@dnd-kit/sortable';
import { ActionIcon, Box, Group, Text } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconDevices from '@tabler/icons-react/dist/esm/icons/IconDevices.mjs';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './block-editor.module.css';
import type { Block } from './document';
import type { ListKey } from './edit-document';
import { useCanvas } from './editor-context';
import { useConditionText } from './use-condition-text';

interface Props {
  block: Block;
  list: ListKey;
  children: ReactNode;
  /** Below the block while it is chosen, where there is no room beside it. */
  below?: ReactNode;
}

/** A block that can be chosen, dragged (also by keyboard: Space on the handle, then arrows), moved, copied and deleted. */
export function BlockFrame({ block, list, children, below }: Props) {
  const { t } = useTranslation('templates');
  const canvas = useCanvas();
  const sortable = useSortable({ id: block.id, disabled: !canvas.isEditable });
  const isChosen = canvas.chosen === block.id;
  const kind = t(`kinds.${block.kind}`);
  const problem = canvas.problemOf(block.id);
  const condition = useConditionText(block.onlyIf);
  const { transform, transition } = sortable;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !canvas.isEditable) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      canvas.choose(block.id);
    }
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      canvas.move(block.id, event.key === 'ArrowUp' ? -1 : 1);
    }
    if (event.key === 'Delete') canvas.remove(block.id, list);
    if (event.key === 'Escape') canvas.choose(null);
  };
  return (
    <div
      ref={sortable.setNodeRef}
      role="group"
      tabIndex={0}
      data-block={block.id}
      aria-label={t('blocks.name', { kind, state: isChosen ? t('blocks.chosen') : '' })}
      className={[classes.frame, isChosen && classes.chosen, problem && classes.wrong]
        .filter(Boolean)
        .join(' ')}
      style={{
        transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined,
        transition,
        opacity: sortable.isDragging ? 0.5 : 1,
        zIndex: sortable.isDragging ? 2 : undefined,
      }}
      onClick={(event) => {
        event.stopPropagation();
        canvas.choose(block.id);
      }}
      onKeyDown={onKeyDown}
    >
      {isChosen && canvas.isEditable && (
        <Group gap={2} className={classes.bar} wrap="nowrap">
          <ActionIcon
            ref={sortable.setActivatorNodeRef}
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            style={{ cursor: 'grab', touchAction: 'none' }}
            {...sortable.attributes}
            {...sortable.listeners}
            aria-label={t('blocks.drag', { kind })}
          >
            <IconGripVertical size={16} aria-hidden />
          </ActionIcon>
          <Text size="sm" fw={600} style={{ flex: 1 }} truncate>
            {kind}
          </Text>
          <BarButton
            label={t('blocks.up', { kind })}
            icon={IconArrowUp}
            onClick={() => canvas.move(block.id, -1)}
          />
          <BarButton
            label={t('blocks.down', { kind })}
            icon={IconArrowDown}
            onClick={() => canvas.move(block.id, 1)}
          />
          <BarButton
            label={t('blocks.copy', { kind })}
            icon={IconCopy}
            onClick={() => canvas.duplicate(block.id)}
          />
          <BarButton
            label={t('blocks.delete', { kind })}
            icon={IconTrash}
            onClick={() => canvas.remove(block.id, list)}
          />
        </Group>
      )}
      {condition && (
        <div className={classes.condition}>
          <IconFilter size={12} aria-hidden /> {condition}
        </div>
      )}
      {block.onlyOn && (
        <div className={classes.condition}>
          <IconDevices size={12} aria-hidden /> {t(`screen.${block.onlyOn}`)}
        </div>
      )}
      {children}
      {problem && (
        <Box role="alert" mt={6} p={6} fz="sm" bg="#fdeaea" c="#8f1a1a" style={{ borderRadius: 6 }}>
          {problem}
        </Box>
      )}
      {isChosen && below}
    </div>
  );
}

interface BarProps {
  label: string;
  icon: typeof IconCopy;
  onClick: () => void;
}

function BarButton({ label, icon: Icon, onClick }: BarProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="var(--mantine-color-text)"
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        onClick();
      }}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
