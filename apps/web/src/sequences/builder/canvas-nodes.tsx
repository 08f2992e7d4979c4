import { Badge, Center } from '@mantine/core';
import { Handle, Position, type NodeProps } from '@xyflow/react';
import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Placed } from '../graph/layout';
import { targetOf } from '../graph/exits';
import { useBuilder } from './builder-context';
import { InsertButton } from './insert-button';
import { StepCard } from './step-card';
import { EntryCard } from './step-list';
import classes from './steps.module.css';
import type { Describe } from './use-describe';

export const DescribeContext = createContext<Describe | null>(null);

function useDescribed(): Describe {
  const describe = use(DescribeContext);
  if (!describe) throw new Error('useDescribed outside of the canvas');
  return describe;
}

type DataOf<Type extends Placed['type']> = Omit<Extract<Placed, { type: Type }>, 'x' | 'y'>;

const In = () => <Handle type="target" position={Position.Top} isConnectable={false} />;
const Out = () => <Handle type="source" position={Position.Bottom} isConnectable={false} />;

export function StartNode() {
  return (
    <div className={classes.node} style={{ height: '100%' }}>
      <EntryCard describe={useDescribed()} />
      <Out />
    </div>
  );
}

export function StepNode({ data }: NodeProps) {
  const { graph } = useBuilder();
  const describe = useDescribed();
  const { step: id } = data as unknown as DataOf<'step'>;
  const step = graph.steps[id];
  return (
    <div className={classes.node} style={{ height: '100%' }}>
      <In />
      {step && <StepCard id={id} step={step} describe={describe} />}
      <Out />
    </div>
  );
}

export function PlusNode({ data }: NodeProps) {
  const { t } = useTranslation('sequences');
  const { graph } = useBuilder();
  const describe = useDescribed();
  const { edges } = data as unknown as DataOf<'plus'>;
  const [edge] = edges;
  const to = edge ? targetOf(graph, edge) : null;
  const from = edge?.from ?? null;
  const label =
    to !== null
      ? t('steps.addBefore', { step: describe.name(to, graph.steps[to]) })
      : from !== null
        ? t('steps.addAfter', { step: describe.name(from, graph.steps[from]) })
        : t('steps.addFirst');
  return (
    <Center h="100%" className="nodrag nopan">
      <In />
      <InsertButton edges={edges} label={label} />
      <Out />
    </Center>
  );
}

export function EndNode({ data }: NodeProps) {
  const { t } = useTranslation('sequences');
  const { graph } = useBuilder();
  const describe = useDescribed();
  const { goesTo } = data as unknown as DataOf<'end'>;
  return (
    <Center h="100%">
      <In />
      <Badge variant="default" tt="none" fw={500} maw="100%">
        {goesTo === null
          ? t('steps.end')
          : t('steps.goesTo', { step: describe.name(goesTo, graph.steps[goesTo]) })}
      </Badge>
    </Center>
  );
}
