import { ActionIcon, Button, Menu } from '@mantine/core';
import IconBookmark from '@tabler/icons-react/dist/esm/icons/IconBookmark.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { ADDABLE, type AddableKind } from './new-block';

interface Props {
  onAdd: (kind: AddableKind) => void;
  onSaved: () => void;
  /** Where it goes, for those who do not see it. */
  label: string;
  kinds?: readonly AddableKind[];
  isLarge?: boolean;
}

/** "+" between blocks, or a button where there are none yet. */
export function AddBlock({ onAdd, onSaved, label, kinds = ADDABLE, isLarge = false }: Props) {
  const { t } = useTranslation('templates');
  return (
    <Menu position="bottom" shadow="md" withinPortal>
      <Menu.Target>
        {isLarge ? (
          <Button variant="default" size="sm" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('blocks.add')}
          </Button>
        ) : (
          <ActionIcon variant="filled" size={24} radius="xl" aria-label={label}>
            <IconPlus size={14} aria-hidden />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {t(`kinds.${kind}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconBookmark size={14} aria-hidden />} onClick={onSaved}>
          {t('saved.menu')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
