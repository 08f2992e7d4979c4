import {
  Badge,
  Button,
  Group,
  NumberInput,
  Paper,
  Stack,
  TagsInput,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import IconBulb from '@tabler/icons-react/dist/esm/icons/IconBulb.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema.gen';
import { ButtonLink } from '../../ui/button-link';

type Entry = components['schemas']['LibraryEntryView'];
type Parameter = components['schemas']['LibraryParameterView'];
type Installed = components['schemas']['InstalledEntryView'];

interface Props {
  entry: Entry;
  mayInstall: boolean;
  isBusy: boolean;
  /** Why it could not be installed. */
  result: Installed | undefined;
  onInstall: (options: { createFields: boolean; parameters: Record<string, unknown> }) => void;
}

/** What a ready-made segment is for, what it needs, and the button that installs it. */
export function EntryCard({ entry, mayInstall, isBusy, result, onInstall }: Props) {
  const { t } = useTranslation('segments');
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [isOpen, setOpen] = useState(false);
  const missing = entry.needs.filter(({ isMet }) => !isMet);
  const lacksFields = missing.some(({ kind }) => kind === 'field');
  return (
    <Paper withBorder p="md">
      <Stack gap="sm" h="100%">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={3}>{entry.name}</Title>
          {entry.segmentId === null && (
            <Badge size="sm" variant={entry.isReady ? 'light' : 'default'} style={{ flexShrink: 0 }}>
              {t(entry.isReady ? 'library.ready' : 'library.needsData')}
            </Badge>
          )}
        </Group>
        <Text size="sm">{entry.useWhen}</Text>
        <Group gap={6} wrap="nowrap" align="flex-start">
          <IconBulb size={16} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <Text size="sm" c="dimmed">
            {entry.idea.text}
          </Text>
        </Group>
        {missing.map((need) => (
          <Text key={need.name} size="xs" c="dimmed">
            {need.message}
          </Text>
        ))}
        {isOpen &&
          entry.parameters.map((parameter) => (
            <ParameterInput
              key={parameter.name}
              parameter={parameter}
              value={values[parameter.name] ?? parameter.default}
              onChange={(value) => setValues({ ...values, [parameter.name]: value })}
            />
          ))}
        {result && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {result.problem ?? t('library.notInstalled')}
          </Text>
        )}
        <Group mt="auto" gap="xs">
          {entry.segmentId === null ? (
            mayInstall && (
              <>
                <Button
                  size="xs"
                  loading={isBusy}
                  onClick={() => onInstall({ createFields: lacksFields, parameters: values })}
                  aria-label={`${t(lacksFields ? 'library.installWithFields' : 'library.install')}: ${entry.name}`}
                >
                  {t(lacksFields ? 'library.installWithFields' : 'library.install')}
                </Button>
                {entry.parameters.length > 0 && !isOpen && (
                  <Button
                    size="xs"
                    variant="subtle"
                    onClick={() => setOpen(true)}
                    aria-label={t('library.adjustLabel', { name: entry.name })}
                  >
                    {t('library.adjust')}
                  </Button>
                )}
              </>
            )
          ) : (
            <ButtonLink
              to="/segments/$segmentId"
              params={{ segmentId: entry.segmentId }}
              size="xs"
              variant="default"
              aria-label={t('library.openLabel', { name: entry.name })}
            >
              {t('library.open')}
            </ButtonLink>
          )}
        </Group>
      </Stack>
    </Paper>
  );
}

interface ParameterProps {
  parameter: Parameter;
  value: unknown;
  onChange: (value: unknown) => void;
}

function ParameterInput({ parameter, value, onChange }: ParameterProps) {
  if (typeof parameter.default === 'number')
    return (
      <NumberInput
        size="xs"
        label={parameter.label}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => typeof next === 'number' && onChange(next)}
        hideControls
      />
    );
  if (Array.isArray(parameter.default))
    return (
      <TagsInput
        size="xs"
        label={parameter.label}
        value={value as string[]}
        onChange={onChange}
        acceptValueOnBlur
      />
    );
  return (
    <TextInput
      size="xs"
      label={parameter.label}
      value={String(value)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
