import { ActionIcon, Autocomplete, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { TARGETS, type Place } from './chat-mapping';

interface Props {
  places: readonly Place[];
  onChange: (places: Place[]) => void;
}

/** What goes where: a target and the JSON pointer at which it stands. */
export function PlaceList({ places, onChange }: Props) {
  const { t } = useTranslation('chats');
  const change = (index: number, changes: Partial<Place>) =>
    onChange(places.map((place, at) => (at === index ? { ...place, ...changes } : place)));
  const taken = new Set(places.map(({ target }) => target));
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('dialog.targetHint')} {t('dialog.pointerHint')}
      </Text>
      {places.map(({ target, pointer }, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          <Autocomplete
            aria-label={t('dialog.targetOf', { number: index + 1 })}
            placeholder={t('dialog.target')}
            data={TARGETS.filter((name) => name === target || !taken.has(name))}
            value={target}
            onChange={(value) => change(index, { target: value })}
            style={{ flex: 1, minWidth: 0 }}
          />
          <TextInput
            aria-label={t('dialog.pointerOf', { number: index + 1 })}
            placeholder={t('dialog.pointerPlaceholder')}
            value={pointer}
            maxLength={500}
            spellCheck={false}
            onChange={(event) => change(index, { pointer: event.currentTarget.value })}
            style={{ flex: 1, minWidth: 0 }}
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('dialog.removePlace', { number: index + 1 })}
            onClick={() => onChange(places.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          onClick={() => onChange([...places, { target: '', pointer: '' }])}
        >
          {t('dialog.addPlace')}
        </Button>
      </Group>
    </Stack>
  );
}
