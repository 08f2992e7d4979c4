import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RuleBuilder } from '../../segments/builder/rule-builder';
import { isShowable, type GroupNode } from '../../segments/tree/rule-tree';
import { WithCatalogue } from '../../segments/with-catalogue';
import type { RuleTree } from '../graph/sequence-graph';

interface Props {
  label: string;
  value: RuleTree;
  onChange: (value: RuleTree) => void;
  error?: string | undefined;
}

const NOTHING = new Map<string, never>();
const NONE: ReadonlySet<string> = new Set();

/** The rules of a segment inside of a sequence, in a window of their own: the panel is too narrow for them. */
export function RulesInput({ label, value, onChange, error }: Props) {
  const { t } = useTranslation('sequences');
  const [isOpen, { open, close }] = useDisclosure(false);
  const count = Array.isArray(value.rules) ? value.rules.length : 0;
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="sm" mt={4}>
        <Text size="sm" c="dimmed">
          {count === 0 ? t('rules.none') : t('say.rules', { count })}
        </Text>
        <Button size="xs" variant="default" onClick={open}>
          {t('rules.edit')}
        </Button>
      </Group>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mt={4}>
          {error}
        </Text>
      )}
      <Modal opened={isOpen} onClose={close} size="xl" title={<Text fw={650}>{label}</Text>}>
        <Stack>
          <Rules label={label} value={value} onChange={onChange} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('rules.done')}</Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}

function Rules({ label, value, onChange }: Omit<Props, 'error'>) {
  const tree: unknown = value;
  if (!isShowable(tree)) return <RulesText label={label} value={value} onChange={onChange} />;
  return (
    <WithCatalogue>
      {(catalogue) => (
        <RuleBuilder
          catalogue={catalogue}
          tree={tree}
          onChange={(next: GroupNode) => onChange(next as unknown as RuleTree)}
          readOnly={false}
          segmentId={null}
          problems={NOTHING}
          incomplete={NONE}
          showsIncomplete={false}
          counts={NOTHING}
          areCountsStale={false}
          verdicts={NOTHING}
        />
      )}
    </WithCatalogue>
  );
}

/** What the builder cannot show, as it is. */
function RulesText({ label, value, onChange }: Omit<Props, 'error'>) {
  const { t } = useTranslation('sequences');
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const [isBroken, setBroken] = useState(false);
  const take = (typed: string) => {
    setText(typed);
    try {
      const parsed: unknown = JSON.parse(typed);
      const isTree = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
      setBroken(!isTree);
      if (isTree) onChange(parsed as RuleTree);
    } catch {
      setBroken(true);
    }
  };
  return (
    <Textarea
      aria-label={label}
      rows={14}
      spellCheck={false}
      value={text}
      onChange={(event) => take(event.currentTarget.value)}
      error={isBroken ? t('rules.notJson') : undefined}
    />
  );
}
