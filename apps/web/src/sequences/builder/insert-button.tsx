import { ActionIcon, Menu } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { targetOf, type Edge } from '../graph/exits';
import { STEP_KINDS } from '../graph/new-step';
import { useBuilder } from './builder-context';
import classes from './steps.module.css';
import { STEP_ICONS } from './step-icon';

/** "+" between two steps: a menu of what can be put in there. */
export function InsertButton({ edges, label }: { edges: readonly Edge[]; label: string }) {
  const { t } = useTranslation('sequences');
  const { graph, insert, isReadOnly } = useBuilder();
  if (isReadOnly || edges.length === 0) return null;
  const isLast = edges[0] !== undefined && targetOf(graph, edges[0]) === null;
  // An end in the middle would cut off what follows.
  const kinds = isLast ? STEP_KINDS : STEP_KINDS.filter((kind) => kind !== 'end');
  return (
    <Menu position="bottom" width={290} withArrow>
      <Menu.Target>
        <ActionIcon variant="default" radius="xl" size={30} aria-label={label} className={classes.plus}>
          <IconPlus size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {kinds.map((kind) => {
          const Picture = STEP_ICONS[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={<Picture size={18} stroke={1.7} aria-hidden />}
              onClick={() => insert(edges, kind)}
            >
              {t(`kinds.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
