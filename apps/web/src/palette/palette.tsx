import { Modal, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isMatch, type Creation, type PaletteItem } from './palette-item';
import { PaletteList } from './palette-list';
import classes from './palette-list.module.css';
import { useFound } from './use-found';
import { usePlaces } from './use-places';

const DEBOUNCE_MS = 200;
const LIST_ID = 'palette-list';

interface Props {
  onClose: () => void;
  onCreate: (what: Creation) => void;
}

/** Goes anywhere, finds anything by name, makes something new: a combobox whose list is always open (WAI-ARIA). */
export function Palette({ onClose, onCreate }: Props) {
  const { t } = useTranslation('palette');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const [settled] = useDebouncedValue(text, DEBOUNCE_MS);
  const { groups: found, isSearching } = useFound(settled);
  const places = usePlaces().map((group) => ({
    ...group,
    items: group.items.filter(({ label, hint }) => isMatch(`${label} ${hint ?? ''}`, text)),
  }));
  const isWaiting = isSearching || settled !== text;
  const groups = (text === '' ? places.slice(0, 2) : [...found, ...places]).filter(
    ({ items }) => items.length > 0,
  );
  const items = groups.flatMap((group) =>
    group.items.map((item) => ({ id: `${group.key}-${item.key}`, item })),
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const index = Math.max(
    0,
    items.findIndex(({ id }) => id === chosen),
  );
  const active = items[index]?.id ?? null;

  const use = ({ go, create }: PaletteItem) => {
    onClose();
    if (create) onCreate(create);
    if (go) void navigate(go);
  };
  const move = (to: number) => setChosen(items[(to + items.length) % items.length]?.id ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1 };
    const to = steps[event.key];
    if (to !== undefined && items.length > 0) move(to);
    else if (event.key === 'Enter' && items[index]) use(items[index].item);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      aria-label={t('title')}
      padding={0}
      size={620}
      yOffset="10vh"
      centered={false}
    >
      <TextInput
        role="combobox"
        aria-label={t('label')}
        aria-expanded
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={active ? `palette-${active}` : undefined}
        placeholder={t('placeholder')}
        size="lg"
        classNames={{ input: classes.field }}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        leftSection={<IconSearch size={20} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setChosen(null);
        }}
        onKeyDown={onKeyDown}
      />
      <PaletteList id={LIST_ID} groups={groups} active={active} onHover={setChosen} onUse={use} />
      <Note count={items.length} isWaiting={isWaiting} />
    </Modal>
  );
}

/** Heard, and seen where there is nothing else to see. */
function Note({ count, isWaiting }: { count: number; isWaiting: boolean }) {
  const { t } = useTranslation('palette');
  const text = isWaiting ? t('searching') : count === 0 ? t('nothing') : t('found', { count });
  return (
    <div role="status" aria-busy={isWaiting || undefined}>
      {count === 0 ? (
        <Text c="dimmed" size="sm" px="md" pb="lg" pt="sm">
          {text}
        </Text>
      ) : (
        <VisuallyHidden>{text}</VisuallyHidden>
      )}
    </div>
  );
}
