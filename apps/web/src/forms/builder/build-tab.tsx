import { Accordion, Grid, Group, Loader, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/use-session';
import { asProblem } from '../../api/problem';
import { ProblemNotice } from '../../ui/problem-notice';
import type { Form } from '../models';
import type { FormDraft } from '../use-form-draft';
import { AfterPart } from './after-part';
import { ConsentsPart } from './consents-part';
import { FieldsPart } from './fields-part';
import { LayoutPart } from './layout-part';
import { FormPreview } from './form-preview';
import { MorePart } from './more-part';
import { StylePart } from './style-part';
import { TextsPart } from './texts-part';

export interface PartProps {
  draft: FormDraft;
  /** In which texts are edited now. */
  language: string;
  /** What the API says about a member of the definition, such as `fields/0/label`. */
  errorOf: (path: string) => string | undefined;
}

const PARTS = [
  ['fields', FieldsPart],
  ['consents', ConsentsPart],
  ['texts', TextsPart],
  ['after', AfterPart],
  ['layout', LayoutPart],
  ['style', StylePart],
  ['more', MorePart],
] as const;

const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'it', 'nl', 'pl', 'sv', 'da'];

/** The definition, part by part, beside the page that visitors will see. */
export function BuildTab({ form, draft }: { form: Form; draft: FormDraft }) {
  const { t } = useTranslation('forms');
  const mayWrite = useMay('forms:write');
  const { languages } = draft.definition;
  const [chosen, setChosen] = useState(languages[0] ?? 'en');
  const language = languages.includes(chosen) ? chosen : (languages[0] ?? 'en');
  const problems = draft.error ? asProblem(draft.error).fields : [];
  const errorOf = (path: string) =>
    problems.find(({ pointer }) => pointer.startsWith(`/definition/${path}`))?.message;
  const isLocked = !mayWrite || form.status === 'archived';
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Stack>
          <Group justify="space-between" mih={24}>
            <Text
              size="sm"
              role="status"
              c={draft.error && !draft.isSaving ? 'var(--mantine-color-error)' : 'dimmed'}
            >
              {draft.isSaving && <Loader size={12} mr={6} aria-hidden />}
              {draft.isSaving || (draft.isDirty && !draft.error)
                ? t('save.saving')
                : draft.error
                  ? t('save.notSaved')
                  : t('save.saved')}
            </Text>
          </Group>
          <ProblemNotice error={draft.error} title={t('save.title')} />
          <fieldset disabled={isLocked} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
            <Stack>
              <TextInput
                label={t('new.name')}
                description={t('new.nameHint')}
                required
                maxLength={200}
                value={draft.name}
                onChange={(event) => draft.rename(event.currentTarget.value)}
              />
              <Group grow align="flex-start">
                <MultiSelect
                  label={t('languages.label')}
                  description={t('languages.hint')}
                  data={[...new Set([...LANGUAGES, ...languages])]}
                  value={languages}
                  onChange={(next) => next.length > 0 && draft.change(withLanguages(draft, next))}
                  error={errorOf('languages')}
                />
                {languages.length > 1 && (
                  <Select
                    label={t('languages.editing')}
                    description={t('languages.editingHint')}
                    data={languages}
                    value={language}
                    allowDeselect={false}
                    onChange={(next) => next && setChosen(next)}
                  />
                )}
              </Group>
              <Accordion variant="separated" multiple defaultValue={['fields']} order={2}>
                {PARTS.map(([part, Part]) => (
                  <Accordion.Item
                    key={part}
                    value={part}
                    bg="var(--mantine-color-body)"
                    bd="1px solid var(--mantine-color-default-border)"
                  >
                    <Accordion.Control>
                      <Text fw={650}>{t(`parts.${part}`)}</Text>
                    </Accordion.Control>
                    <Accordion.Panel>
                      <Part draft={draft} language={language} errorOf={errorOf} />
                    </Accordion.Panel>
                  </Accordion.Item>
                ))}
              </Accordion>
            </Stack>
          </fieldset>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <FormPreview form={form} definition={draft.definition} language={language} isStale={draft.isDirty} />
      </Grid.Col>
    </Grid>
  );
}

/** A new language starts with the words of the first, so that nothing is missing while they are translated. */
function withLanguages({ definition }: FormDraft, languages: string[]) {
  const [first = 'en'] = definition.languages;
  const filled = <T extends Record<string, string>>(text: T): T => {
    const source = text[first];
    if (source === undefined) return text;
    return Object.fromEntries(languages.map((one) => [one, text[one] ?? source])) as T;
  };
  return {
    languages,
    texts: Object.fromEntries(
      Object.entries(definition.texts).map(([key, text]) => [key, filled(text)]),
    ) as typeof definition.texts,
    fields: definition.fields.map((field) => {
      const labels = field.choiceLabels[first];
      return {
        ...field,
        label: filled(field.label),
        help: filled(field.help),
        choiceLabels: labels
          ? Object.fromEntries(languages.map((one) => [one, field.choiceLabels[one] ?? labels]))
          : {},
      };
    }),
    consents: definition.consents.map((consent) => ({ ...consent, text: filled(consent.text) })),
  };
}
