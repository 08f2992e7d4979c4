import { Autocomplete, Button, NativeSelect, NumberInput } from '@mantine/core';
import IconFilterPlus from '@tabler/icons-react/dist/esm/icons/IconFilterPlus.mjs';
import { useTranslation } from 'react-i18next';
import { newProperty, operated } from '../tree/new-rules';
import { keyOf } from '../tree/edit-tree';
import type { EventRule } from '../tree/rule-tree';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { OperatorSelect } from './field-rule';
import { ValueEditor } from './value-editor';
import { WithinEditor } from './within-editor';

const AGGREGATES = ['sum', 'avg', 'min', 'max'] as const;
const CONDITIONS = ['did', 'didNot', 'atLeast', 'atMost', 'exactly', ...AGGREGATES] as const;
type Condition = (typeof CONDITIONS)[number];

interface Props {
  rule: EventRule;
  onChange: (rule: EventRule, focus?: string) => void;
}

function conditionOf(rule: EventRule): Condition {
  const fn = AGGREGATES.find((name) => name in rule);
  if (fn) return fn;
  if (rule.count) return rule.count.op;
  return rule.did === false ? 'didNot' : 'did';
}

/** The same event, window and filters under another condition. */
function withCondition(rule: EventRule, condition: Condition, property: string): EventRule {
  const { event, within, where } = rule;
  const rest = { ...(within ? { within } : {}), ...(where ? { where } : {}) };
  switch (condition) {
    case 'did':
      return { event, ...rest };
    case 'didNot':
      return { event, did: false, ...rest };
    case 'atLeast':
    case 'atMost':
    case 'exactly':
      return { event, count: { op: condition, value: rule.count?.value ?? 2 }, ...rest };
    default: {
      const old = AGGREGATES.find((name) => name in rule);
      const asked = old ? { op: rule.op, value: rule.value } : { op: 'gte' };
      return { event, [condition]: (old && rule[old]) ?? property, ...asked, ...rest } as EventRule;
    }
  }
}

/** How often, when, and (in the row below) with what an event must have happened. */
export function EventRuleEditor({ rule, onChange }: Props) {
  const { t } = useTranslation('segments');
  const { catalogue, readOnly } = useBuilder();
  const condition = conditionOf(rule);
  const numeric = catalogue.event(rule.event)?.properties.find(({ type }) => type === 'number');
  const addFilter = () => {
    const filter = newProperty(rule, catalogue);
    onChange({ ...rule, where: { match: 'all', rules: [filter] } }, keyOf(filter));
  };
  return (
    <>
      <NativeSelect
        className={classes.operator}
        aria-label={t('event.condition')}
        value={condition}
        onChange={(event) =>
          onChange(withCondition(rule, event.currentTarget.value as Condition, numeric?.property ?? ''))
        }
        disabled={readOnly}
        data={CONDITIONS.map((name) => ({ value: name, label: t(`event.${name}`) }))}
      />
      {rule.count && <CountEditor rule={rule} onChange={onChange} />}
      {AGGREGATES.some((name) => name === condition) && <AggregateEditor rule={rule} onChange={onChange} />}
      <WithinEditor
        within={rule.within}
        onChange={(within) => {
          const { within: _, ...rest } = rule;
          onChange(within ? { ...rest, within } : rest);
        }}
      />
      {!rule.where && !readOnly && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconFilterPlus size={15} aria-hidden />}
          onClick={addFilter}
        >
          {t('event.addFilter')}
        </Button>
      )}
    </>
  );
}

function CountEditor({ rule, onChange }: Props) {
  const { t } = useTranslation('segments');
  const { readOnly } = useBuilder();
  const { count } = rule;
  if (!count) return null;
  return (
    <>
      <NumberInput
        className={classes.short}
        aria-label={t('rule.howOften')}
        value={count.value ?? ''}
        onChange={(next) =>
          onChange({
            ...rule,
            count: { ...count, value: (typeof next === 'number' ? next : undefined) as number },
          })
        }
        min={0}
        allowDecimal={false}
        clampBehavior="none"
        hideControls
        readOnly={readOnly}
      />
      <span className={classes.word}>{t('event.times', { count: count.value ?? 2 })}</span>
    </>
  );
}

/** `sum of total is at least 500`. */
function AggregateEditor({ rule, onChange }: Props) {
  const { t } = useTranslation('segments');
  const { catalogue, readOnly } = useBuilder();
  const fn = AGGREGATES.find((name) => name in rule);
  if (!fn) return null;
  const op = rule.op ?? 'gte';
  const numbers = (catalogue.event(rule.event)?.properties ?? []).filter(({ type }) =>
    ['number', 'mixed'].includes(type),
  );
  return (
    <>
      <Autocomplete
        className={classes.operator}
        aria-label={t('event.ofProperty')}
        placeholder={t('event.ofProperty')}
        value={rule[fn] ?? ''}
        onChange={(property) => onChange({ ...rule, [fn]: property })}
        data={numbers.map(({ property }) => property)}
        readOnly={readOnly}
      />
      <OperatorSelect
        operators={catalogue.operators('aggregate')}
        value={op}
        onChange={(next) => {
          const { op: _, value, ...rest } = rule;
          onChange({ ...rest, ...operated(next, value, { catalogue, type: 'aggregate', was: op }) });
        }}
      />
      <ValueEditor
        shapes={catalogue.shapes('aggregate', op) ?? []}
        value={rule.value}
        onChange={(value) => onChange({ ...rule, value })}
        readOnly={readOnly}
      />
    </>
  );
}
