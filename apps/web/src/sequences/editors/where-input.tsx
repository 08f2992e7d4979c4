import { ActionIcon, Autocomplete, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { vocabularyQuery } from '../../segments/segment-queries';
import { RulesInput } from './rules-input';

type Where = Record<string, unknown>;
interface PropertyRule {
  property: string;
  op: string;
  value?: unknown;
}

interface Props {
  event: string;
  value: Where;
  onChange: (value: Where) => void;
  error?: string | undefined;
}

const TEXT_OPS = ['is', 'isNot', 'contains', 'isSet', 'isNotSet'] as const;
const NUMBER_OPS = ['eq', 'gte', 'lte'] as const;
const ALL_OPS = [...TEXT_OPS, ...NUMBER_OPS];
type Op = (typeof ALL_OPS)[number];

/** Rules about properties of one event; whatever is more than a plain list of them is edited as it is. */
export function WhereInput({ event, value, onChange, error }: Props) {
  const { t } = useTranslation('sequences');
  const { data } = useQuery(vocabularyQuery);
  const rules = plainRules(value);
  if (!rules)
    return <RulesInput label={t('condition.where')} value={value} onChange={onChange} error={error} />;
  const properties = data?.events.find(({ name }) => name === event)?.properties ?? [];
  const change = (index: number, rule: PropertyRule) =>
    onChange({ ...value, rules: rules.map((one, at) => (at === index ? rule : one)) });
  return (
    <Stack gap="xs">
      {rules.map((rule, index) => (
        <Group key={index} gap={6} align="flex-end" wrap="wrap">
          <Autocomplete
            label={t('condition.property')}
            data={properties.map((one) => one.property)}
            value={rule.property}
            onChange={(property) => change(index, { ...rule, property })}
            style={{ flex: '1 1 120px' }}
          />
          <Select
            aria-label={t('condition.comparison')}
            data={ALL_OPS.map((op) => ({ value: op, label: t(`ops.${op}`) }))}
            value={rule.op}
            allowDeselect={false}
            onChange={(op) => op && change(index, withOp(rule, op as Op))}
            style={{ flex: '1 1 110px' }}
          />
          {'value' in rule && (
            <TextInput
              aria-label={t('condition.value')}
              value={String(rule.value ?? '')}
              onChange={({ currentTarget }) =>
                change(index, { ...rule, value: typed(rule.op, currentTarget.value) })
              }
              style={{ flex: '1 1 110px' }}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('condition.removeRule', { number: index + 1 })}
            onClick={() => onChange({ ...value, rules: rules.filter((_, at) => at !== index) })}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {error && (
        <span role="alert" style={{ color: 'var(--mantine-color-error)', fontSize: 13 }}>
          {error}
        </span>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange({ ...value, rules: [...rules, { property: '', op: 'is', value: '' }] })}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('condition.addRule')}
      </Button>
    </Stack>
  );
}

function plainRules({ match, rules, ...rest }: Where): PropertyRule[] | null {
  if (match !== 'all' || !Array.isArray(rules) || Object.keys(rest).length > 0) return null;
  const isPlain = (rule: unknown): rule is PropertyRule =>
    typeof rule === 'object' &&
    rule !== null &&
    'property' in rule &&
    'op' in rule &&
    (ALL_OPS as readonly unknown[]).includes(rule.op) &&
    !('value' in rule && typeof rule.value === 'object');
  return rules.every(isPlain) ? rules : null;
}

function withOp({ property, value }: PropertyRule, op: Op): PropertyRule {
  if (op === 'isSet' || op === 'isNotSet') return { property, op };
  return { property, op, value: typed(op, String(value ?? '')) };
}

function typed(op: string, text: string): string | number {
  const isNumber =
    (NUMBER_OPS as readonly string[]).includes(op) && text.trim() !== '' && Number.isFinite(Number(text));
  return isNumber ? Number(text) : text;
}
