import { Select, type ComboboxItemGroup } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../tree/rule-tree';
import { subjectOf, type Subject } from '../tree/new-rules';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { useLabels } from './labels';

const GROUPS = ['contact', 'custom', 'company', 'computed'] as const;

interface Props {
  rule: Rule;
  focusKey: string;
  onChange: (subject: Subject) => void;
}

/** What a rule is about: everything that the workspace knows of, to be found by typing. */
export function SubjectSelect({ rule, focusKey, onChange }: Props) {
  const { t } = useTranslation('segments');
  const labels = useLabels();
  const { catalogue, readOnly } = useBuilder();
  const value = subjectOf(rule);
  /** Null while the list is closed. */
  const [search, setSearch] = useState<string | null>(null);
  const data = useMemo(() => {
    const { fields, events } = catalogue.vocabulary;
    const groups: ComboboxItemGroup<{ value: string; label: string }>[] = [
      {
        group: t('subjects.belonging'),
        items: (['tag', 'topic', 'segment', 'sample'] as const).map((kind) => ({
          value: kind,
          label: t(`subjects.${kind}`),
        })),
      },
      {
        group: t('subjects.events'),
        items: events.map((event) => ({ value: `event:${event.name}`, label: labels.event(event) })),
      },
      ...GROUPS.map((group) => ({
        group: t(`subjects.${group}`),
        items: fields
          .filter((field) => field.group === group)
          .map((field) => ({ value: `field:${field.path}`, label: labels.field(field) })),
      })),
    ].filter(({ items }) => items.length > 0);
    const isKnown = groups.some(({ items }) => items.some((item) => item.value === value));
    // What is gone, or comes from elsewhere, is shown by its name in the tree.
    if (!isKnown) {
      const label = t('subjects.unknown', { name: value.replace(/^\w+:/, '') });
      groups.push({ group: t('subjects.gone'), items: [{ value, label }] });
    }
    return groups;
  }, [catalogue, value, t]);
  const shown = data.flatMap(({ items }) => items).find((item) => item.value === value)?.label ?? '';
  return (
    <Select
      className={classes.subject}
      size="sm"
      aria-label={t('rule.subject')}
      data={data}
      value={value}
      onChange={(next) => next && next !== value && onChange(next)}
      searchable
      // Typing searches, instead of adding to the name of what is chosen.
      searchValue={search ?? shown}
      onSearchChange={(typed) => setSearch((old) => (old === null ? null : typed))}
      onDropdownOpen={() => setSearch('')}
      onDropdownClose={() => setSearch(null)}
      placeholder={shown}
      allowDeselect={false}
      readOnly={readOnly}
      maxDropdownHeight={320}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
      nothingFoundMessage={t('rule.nothingFound')}
      data-focus={focusKey}
    />
  );
}
