import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { propertyRule, operated } from '../tree/new-rules';
import type { PropertyRule } from '../tree/rule-tree';
import type { Catalogue, VocabularyProperty } from '../tree/catalogue';
import { campaignNamesQuery } from '../segment-queries';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { OperatorSelect } from './field-rule';
import { useLabels } from './labels';
import { ValueEditor, type Named } from './value-editor';

interface Props {
  rule: PropertyRule;
  /** Name of the event that the rule filters. */
  event: string;
  focusKey: string;
  onChange: (rule: PropertyRule) => void;
}

/** One filter of an event: property, operator, value. */
export function PropertyRuleEditor({ rule, event, focusKey, onChange }: Props) {
  const { t } = useTranslation('segments');
  const { catalogue, readOnly } = useBuilder();
  const property = catalogue.property(event, rule.property);
  const names = useNamesOf(property, catalogue);
  return (
    <>
      <Autocomplete
        className={classes.subject}
        aria-label={t('event.property')}
        placeholder={t('event.property')}
        value={rule.property}
        onChange={(name) =>
          onChange(
            catalogue.property(event, name)
              ? propertyRule(name, event, catalogue)
              : { ...rule, property: name },
          )
        }
        data={(catalogue.event(event)?.properties ?? []).map(({ property: name }) => name)}
        readOnly={readOnly}
        data-focus={focusKey}
      />
      <OperatorSelect
        operators={catalogue.operatorsOfProperty(property)}
        value={rule.op}
        onChange={(op) =>
          onChange({
            property: rule.property,
            ...operated(op, rule.value, { catalogue, type: 'property', was: rule.op }),
          })
        }
      />
      <ValueEditor
        shapes={catalogue.shapes('property', rule.op) ?? []}
        value={rule.value}
        onChange={(value) => onChange({ ...rule, value })}
        readOnly={readOnly}
        choices={['is', 'isNot', 'isAnyOf', 'isNoneOf'].includes(rule.op) ? names : []}
      />
    </>
  );
}

/** Names for the ids or keys that a property holds. */
function useNamesOf(property: VocabularyProperty | undefined, { vocabulary }: Catalogue): Named[] {
  const labels = useLabels();
  const refersTo = property?.refersTo ?? null;
  const campaigns = useQuery({ ...campaignNamesQuery, enabled: refersTo === 'campaign' });
  switch (refersTo) {
    case 'campaign':
      return (campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
    case 'segment':
      return vocabulary.segments.map(({ id, name }) => ({ value: id, label: name }));
    case 'topic':
      return vocabulary.topics.map(({ key, name }) => ({ value: key, label: name }));
    case 'field':
      return vocabulary.fields
        .filter(({ group }) => group === 'contact' || group === 'custom')
        .map((field) => ({ value: field.path, label: labels.field(field) }));
    case null:
      return [];
  }
}
