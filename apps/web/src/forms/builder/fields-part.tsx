import { Button, Menu, Stack } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { contactFieldsQuery } from '../../contacts/contact-queries';
import { freeName, type FormField } from '../form-definition';
import type { PartProps } from './build-tab';
import { FieldCard } from './field-card';

const MOST = 40;
const BUILT_IN = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'country',
  'region',
  'city',
  'postalCode',
  'birthDate',
  'locale',
  'timeZone',
];
const NO_QUESTION = ['createdAt', 'updatedAt'];

const OWN: FormField = {
  name: '',
  to: null,
  type: 'text',
  isLong: false,
  choices: [],
  isRequired: false,
  min: null,
  max: null,
  isHidden: false,
  prefill: null,
  value: null,
  ask: 'always',
  label: {},
  help: {},
  choiceLabels: {},
};

/** The questions, in their order. */
export function FieldsPart({ draft, language, errorOf }: PartProps) {
  const { t } = useTranslation('forms');
  const { fields } = draft.definition;
  const catalogue = useQuery(contactFieldsQuery).data?.catalogue ?? [];
  const offered = catalogue.filter(
    ({ path, isCustom }) =>
      (isCustom || BUILT_IN.includes(path)) &&
      !NO_QUESTION.includes(path) &&
      !fields.some(({ to }) => to === path),
  );
  const set = (next: FormField[]) => draft.change({ fields: next });
  const add = (to: (typeof offered)[number] | null) => {
    const label = to?.label ?? t('fields.question');
    set([
      ...fields,
      {
        ...OWN,
        name: freeName(fields, to?.path ?? 'question'),
        to: to?.path ?? null,
        type: to?.type ?? 'text',
        choices: to?.choices ?? [],
        isRequired: to?.path === 'email',
        label: {
          [language]: label,
          ...Object.fromEntries(draft.definition.languages.map((one) => [one, label])),
        },
      },
    ]);
  };
  const addRating = () => {
    const label = Object.fromEntries(draft.definition.languages.map((one) => [one, t('fields.npsLabel')]));
    set([...fields, { ...OWN, name: freeName(fields, 'nps'), type: 'number', min: 0, max: 10, label }]);
  };
  const move = (index: number, by: number) => {
    const next = [...fields];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    set(next);
  };
  return (
    <Stack gap="sm">
      {fields.map((field, index) => (
        <FieldCard
          key={field.name}
          field={field}
          targetLabel={catalogue.find(({ path }) => path === field.to)?.label}
          language={language}
          isFirst={index === 0}
          isLast={index === fields.length - 1}
          onChange={(next) => set(fields.map((one, at) => (at === index ? next : one)))}
          onMove={(by) => move(index, by)}
          onRemove={() => set(fields.filter((_, at) => at !== index))}
          errorOf={(path) => errorOf(`fields/${index}/${path}`)}
        />
      ))}
      {fields.length < MOST && (
        <Menu width={280}>
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('fields.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
            <Menu.Item onClick={() => add(null)}>{t('fields.own')}</Menu.Item>
            <Menu.Item onClick={addRating}>{t('fields.nps')}</Menu.Item>
            <Menu.Divider />
            <Menu.Label>{t('fields.ofContact')}</Menu.Label>
            {offered.map((field) => (
              <Menu.Item key={field.path} onClick={() => add(field)}>
                {field.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}
