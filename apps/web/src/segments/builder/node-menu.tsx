import { ActionIcon, Menu } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconBracketsContain from '@tabler/icons-react/dist/esm/icons/IconBracketsContain.mjs';
import IconBracketsOff from '@tabler/icons-react/dist/esm/icons/IconBracketsOff.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  duplicateAt,
  keyOf,
  mayWrap,
  moveAt,
  nodeAt,
  placeOf,
  removeAt,
  unwrapAt,
  wrapAt,
} from '../tree/edit-tree';
import { useBuilder } from './builder-context';

type Direction = 'up' | 'down';

/** Moves a rule or group by one step, and keeps the focus on it. */
function useMove(pointer: string): (direction: Direction) => void {
  const { t } = useTranslation('segments');
  const { tree, edit } = useBuilder();
  return (direction) => {
    const node = nodeAt(tree, pointer);
    const moved = node && moveAt(tree, pointer, direction);
    if (moved) edit(() => moved, { focus: `${keyOf(node)}:menu`, said: t(`said.moved_${direction}`) });
  };
}

/** Alt and Shift with the arrow keys. */
export function useMoveKeys(pointer: string): (event: KeyboardEvent) => void {
  const move = useMove(pointer);
  const { readOnly } = useBuilder();
  return (event) => {
    if (readOnly || !event.altKey || !event.shiftKey) return;
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    event.stopPropagation();
    move(event.key === 'ArrowUp' ? 'up' : 'down');
  };
}

/** What can be done with a rule or group. */
export function NodeMenu({ pointer, isGroup }: { pointer: string; isGroup: boolean }) {
  const { t } = useTranslation('segments');
  const { tree, edit, readOnly } = useBuilder();
  const move = useMove(pointer);
  if (readOnly) return null;
  const node = nodeAt(tree, pointer);
  if (!node) return null;
  const { parent, index } = placeOf(pointer);
  const name = t(isGroup ? 'group.label' : 'rule.label', { number: index + 1 });
  const parentNode = nodeAt(tree, parent);
  const addButton = parentNode ? `${keyOf(parentNode)}:add` : undefined;
  const self = { focus: `${keyOf(node)}:menu` };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('menu.label', { name })}
          data-focus={`${keyOf(node)}:menu`}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowUp size={16} aria-hidden />}
          disabled={!moveAt(tree, pointer, 'up')}
          onClick={() => move('up')}
        >
          {t('menu.up')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} aria-hidden />}
          disabled={!moveAt(tree, pointer, 'down')}
          onClick={() => move('down')}
        >
          {t('menu.down')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => edit((now) => duplicateAt(now, pointer), { ...self, said: t('said.duplicated') })}
        >
          {t('menu.duplicate')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBracketsContain size={16} aria-hidden />}
          disabled={!mayWrap(tree, pointer)}
          onClick={() => edit((now) => wrapAt(now, pointer), { ...self, said: t('said.wrapped') })}
        >
          {t('menu.wrap')}
        </Menu.Item>
        {isGroup && (
          <Menu.Item
            leftSection={<IconBracketsOff size={16} aria-hidden />}
            onClick={() =>
              edit((now) => unwrapAt(now, pointer), {
                ...(addButton ? { focus: addButton } : {}),
                said: t('said.unwrapped'),
              })
            }
          >
            {t('menu.unwrap')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() =>
            edit((now) => removeAt(now, pointer), {
              ...(addButton ? { focus: addButton } : {}),
              said: t('said.removed'),
            })
          }
        >
          {t('menu.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
