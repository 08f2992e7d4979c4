import { Button, Group, NativeSelect, Text } from '@mantine/core';
import IconBracketsContain from '@tabler/icons-react/dist/esm/icons/IconBracketsContain.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { appendTo, depthOf, isRoot, keyOf, placeOf, replaceAt } from '../tree/edit-tree';
import { newProperty, newRule } from '../tree/new-rules';
import { isGroup, MAX_DEPTH, type GroupNode, type Rule } from '../tree/rule-tree';
import { useBuilder } from './builder-context';
import classes from './builder.module.css';
import { NodeMenu, useMoveKeys } from './node-menu';
import { Count, RuleRow, Verdict } from './rule-row';

interface Props {
  group: GroupNode;
  pointer: string;
  /** The event whose filters these are; null in the tree itself. */
  event: string | null;
}

/** Rules and groups, and how they are joined. */
export function GroupEditor({ group, pointer, event }: Props) {
  const { t } = useTranslation('segments');
  const { problems } = useBuilder();
  const onKeyDown = useMoveKeys(pointer);
  const isTop = isRoot(pointer);
  const joint = t(group.match === 'all' ? 'group.and' : 'group.or');
  return (
    <div
      className={`${classes.group} ${isTop ? classes.root : ''}`}
      role="group"
      aria-label={isTop ? t(event === null ? 'group.rules' : 'group.filters') : groupName(t, pointer)}
      data-match={group.match}
      data-negated={group.not === true || undefined}
      data-depth={depthOf(pointer) % 2 === 0 ? 'odd' : 'even'}
      {...(isTop ? {} : { onKeyDown })}
    >
      <div className={classes.line} style={{ marginBottom: 8, alignItems: 'center' }}>
        <div className={classes.fields}>
          <MatchSelect group={group} pointer={pointer} isFilter={event !== null} />
        </div>
        {!isTop && (
          <>
            <Verdict pointer={pointer} />
            <Count pointer={pointer} />
            <NodeMenu pointer={pointer} isGroup />
          </>
        )}
      </div>
      {group.rules.length === 0 && (
        <Text size="sm" c="dimmed" mb={8}>
          {t(isTop ? 'group.everyone' : 'group.empty')}
        </Text>
      )}
      <ul className={classes.nodes}>
        {group.rules.map((node, index) => (
          <Fragment key={keyOf(node)}>
            {index > 0 && (
              <li className={classes.joint} aria-hidden>
                {joint}
              </li>
            )}
            <li>
              {isGroup(node) ? (
                <GroupEditor group={node} pointer={`${pointer}/rules/${index}`} event={event} />
              ) : (
                <RuleRow rule={node} pointer={`${pointer}/rules/${index}`} event={event} />
              )}
            </li>
          </Fragment>
        ))}
      </ul>
      {(problems.get(pointer) ?? []).map((message) => (
        <Text key={message} size="sm" c="var(--mantine-color-error)" mt={6}>
          {message}
        </Text>
      ))}
      <AddButtons group={group} pointer={pointer} event={event} />
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation<'segments'>>['t'];

function groupName(t: Translate, pointer: string): string {
  return t('group.label', { number: placeOf(pointer).index + 1 });
}

const JOINTS = ['all', 'any', 'none', 'notAll'] as const;

function jointOf({ match, not }: GroupNode): (typeof JOINTS)[number] {
  if (not) return match === 'any' ? 'none' : 'notAll';
  return match;
}

function MatchSelect({ group, pointer, isFilter }: { group: GroupNode; pointer: string; isFilter: boolean }) {
  const { t } = useTranslation('segments');
  const { edit, readOnly } = useBuilder();
  const change = (joint: string) => {
    const { not: _, ...rest } = group;
    const match = joint === 'any' || joint === 'none' ? 'any' : 'all';
    const isNegated = joint === 'none' || joint === 'notAll';
    edit((tree) => replaceAt(tree, pointer, { ...rest, match, ...(isNegated ? { not: true } : {}) }));
  };
  return (
    <NativeSelect
      size="xs"
      aria-label={t('group.match')}
      value={jointOf(group)}
      onChange={(event) => change(event.currentTarget.value)}
      disabled={readOnly}
      data={JOINTS.map((joint) => ({
        value: joint,
        label: t(isFilter ? `group.filter_${joint}` : `group.${joint}`),
      }))}
    />
  );
}

function AddButtons({ group, pointer, event }: Props) {
  const { t } = useTranslation('segments');
  const { catalogue, edit, readOnly } = useBuilder();
  if (readOnly) return null;
  const fresh = (): Rule =>
    event === null ? newRule(FIRST_SUBJECT, catalogue) : newProperty({ event }, catalogue);
  const add = () => {
    const rule = fresh();
    edit((tree) => appendTo(tree, pointer, rule), { focus: keyOf(rule), said: t('said.added') });
  };
  const addGroup = () => {
    const rule = fresh();
    const inner: GroupNode = { match: group.match === 'all' ? 'any' : 'all', rules: [rule] };
    edit((tree) => appendTo(tree, pointer, inner), { focus: keyOf(rule), said: t('said.addedGroup') });
  };
  return (
    <Group gap={4} mt={8}>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={add}
        data-focus={`${keyOf(group)}:add`}
      >
        {t(event === null ? 'group.addRule' : 'group.addFilter')}
      </Button>
      {depthOf(pointer) < MAX_DEPTH && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconBracketsContain size={15} aria-hidden />}
          onClick={addGroup}
        >
          {t('group.addGroup')}
        </Button>
      )}
    </Group>
  );
}

/** Every workspace has it, and it is what people ask about most. */
const FIRST_SUBJECT = 'field:country';
