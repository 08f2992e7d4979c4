import {
  ActionIcon,
  Checkbox,
  Collapse,
  Group,
  Paper,
  Select,
  Stack,
  TagsInput,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useTranslation } from 'react-i18next';
import { FIELD_TYPES, type FormField } from '../form-definition';
import { ChoiceLabels } from './choice-labels';
import { LocalInput } from './local-input';
import { RangeInputs } from './range-inputs';

interface Props {
  field: FormField;
  targetLabel: string | undefined;
  language: string;
  isFirst: boolean;
  isLast: boolean;
  onChange: (field: FormField) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  errorOf: (path: string) => string | undefined;
}

/** One question: closed it says what it asks, open it can be changed. */
export function FieldCard(props: Props) {
  const { t } = useTranslation('forms');
  const { field, targetLabel, language, onMove, onRemove } = props;
  const [isOpen, { toggle }] = useDisclosure(false);
  const label = field.label[language] ?? Object.values(field.label)[0] ?? field.name;
  return (
    <Paper withBorder p="xs">
      <Group gap={4} wrap="nowrap" justify="space-between">
        <UnstyledButton onClick={toggle} aria-expanded={isOpen} style={{ flex: 1, minWidth: 0 }} py={4}>
          <Text fw={600} size="sm" truncate>
            {label}
            {field.isRequired && ' *'}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {field.to ? t('fields.goesTo', { field: targetLabel ?? field.to }) : t('fields.stays')}
            {field.isHidden && ` · ${t('fields.hidden')}`}
          </Text>
        </UnstyledButton>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          disabled={props.isFirst}
          aria-label={t('fields.up', { field: label })}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          disabled={props.isLast}
          aria-label={t('fields.down', { field: label })}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('fields.remove', { field: label })}
          onClick={onRemove}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </Group>
      <Collapse expanded={isOpen}>
        <Details {...props} />
      </Collapse>
    </Paper>
  );
}

function Details({ field, language, onChange, errorOf }: Props) {
  const { t } = useTranslation('forms');
  const hasChoices = field.type === 'choice' || field.type === 'multi-choice';
  return (
    <Stack gap="sm" mt="xs">
      <LocalInput
        label={t('fields.label')}
        required
        maxLength={200}
        value={field.label}
        language={language}
        onChange={(label) => onChange({ ...field, label })}
        error={errorOf('label')}
      />
      <LocalInput
        label={t('fields.help')}
        maxLength={500}
        value={field.help}
        language={language}
        onChange={(help) => onChange({ ...field, help })}
        error={errorOf('help')}
      />
      {field.to === null && (
        <Select
          label={t('fields.type')}
          allowDeselect={false}
          data={FIELD_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
          value={field.type}
          onChange={(type) =>
            type &&
            onChange({ ...field, type, choices: [], choiceLabels: {}, isLong: false, min: null, max: null })
          }
          error={errorOf('type')}
        />
      )}
      {hasChoices && field.to === null && (
        <TagsInput
          label={t('fields.choices')}
          description={t('fields.choicesHint')}
          value={field.choices}
          onChange={(choices) => onChange({ ...field, choices, choiceLabels: labelsFor(field, choices) })}
          error={errorOf('choices')}
        />
      )}
      {hasChoices && field.choices.length > 0 && (
        <ChoiceLabels field={field} language={language} onChange={onChange} error={errorOf('choiceLabels')} />
      )}
      {(field.type === 'number' || field.type === 'date') && (
        <RangeInputs field={field} onChange={onChange} errorOf={errorOf} />
      )}
      <Group gap="lg">
        <Checkbox
          label={t('fields.required')}
          checked={field.isRequired}
          onChange={(event) => onChange({ ...field, isRequired: event.currentTarget.checked })}
        />
        {field.type === 'text' && (
          <Checkbox
            label={t('fields.long')}
            checked={field.isLong}
            onChange={(event) => onChange({ ...field, isLong: event.currentTarget.checked })}
          />
        )}
        <Checkbox
          label={t('fields.ifUnknown')}
          checked={field.ask === 'if-unknown'}
          onChange={(event) =>
            onChange({ ...field, ask: event.currentTarget.checked ? 'if-unknown' : 'always' })
          }
        />
        <Checkbox
          label={t('fields.isHidden')}
          checked={field.isHidden}
          onChange={(event) =>
            onChange({
              ...field,
              isHidden: event.currentTarget.checked,
              ...(event.currentTarget.checked ? { isRequired: false } : { value: null }),
            })
          }
        />
      </Group>
      {field.isHidden && (
        <TextInput
          label={t('fields.value')}
          value={field.value ?? ''}
          onChange={(event) => onChange({ ...field, value: event.currentTarget.value || null })}
          error={errorOf('value')}
        />
      )}
      <TextInput
        label={t('fields.prefill')}
        description={t('fields.prefillHint')}
        maxLength={40}
        value={field.prefill ?? ''}
        onChange={(event) => onChange({ ...field, prefill: event.currentTarget.value || null })}
        error={errorOf('prefill')}
      />
    </Stack>
  );
}

/** The labels of those choices that stay; new ones are called what they are. */
function labelsFor(field: FormField, choices: string[]): FormField['choiceLabels'] {
  return Object.fromEntries(
    Object.entries(field.choiceLabels).map(([language, labels]) => [
      language,
      choices.map((choice) => labels[field.choices.indexOf(choice)] ?? choice),
    ]),
  );
}
