import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaletteGroup, PaletteItem } from './palette-item';
import classes from './palette-list.module.css';

interface Props {
  id: string;
  groups: PaletteGroup[];
  active: string | null;
  onHover: (id: string) => void;
  onUse: (item: PaletteItem) => void;
}

/** The focus stays in the field above, which names the active option. */
export function PaletteList({ id, groups, active, onHover, onUse }: Props) {
  const { t } = useTranslation('palette');
  useEffect(() => {
    if (active) document.getElementById(`palette-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  if (groups.length === 0) return <div id={id} role="listbox" aria-label={t('title')} hidden />;
  return (
    <div id={id} role="listbox" aria-label={t('title')} className={classes.list}>
      {groups.map((group) => (
        <div key={group.key} role="group" aria-labelledby={`palette-group-${group.key}`}>
          <Text id={`palette-group-${group.key}`} size="xs" fw={650} c="dimmed" px={10} pt={8} pb={4}>
            {group.label}
          </Text>
          {group.items.map((item) => {
            const optionId = `${group.key}-${item.key}`;
            return (
              <div
                key={item.key}
                id={`palette-${optionId}`}
                role="option"
                aria-selected={optionId === active}
                className={classes.option}
                onMouseMove={() => optionId !== active && onHover(optionId)}
                onClick={() => onUse(item)}
              >
                <span className={classes.label}>{item.label}</span>
                {item.hint && item.hint !== item.label && <span className={classes.hint}>{item.hint}</span>}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
