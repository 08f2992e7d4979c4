import '@xyflow/react/dist/base.css';
import { useMantineColorScheme } from '@mantine/core';
import {
  Background,
  ReactFlow,
  ReactFlowProvider,
  type Edge as FlowEdge,
  type Node,
  type NodeTypes,
} from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  END_HEIGHT,
  heightOf,
  layoutOf,
  NODE_HEIGHT,
  NODE_WIDTH,
  PLUS_SIZE,
  type Placed,
} from '../graph/layout';
import { outlineOf } from '../graph/outline';
import { useBuilder } from './builder-context';
import { CanvasTools } from './canvas-tools';
import { DescribeContext, EndNode, PlusNode, StartNode, StepNode } from './canvas-nodes';
import './canvas.css';
import classes from './steps.module.css';
import type { Describe } from './use-describe';

const ZOOM = 0.85;
const TYPES: NodeTypes = { start: StartNode, step: StepNode, plus: PlusNode, end: EndNode };
const SIZES: Record<Placed['type'], { width: number; height: number }> = {
  start: { width: NODE_WIDTH, height: NODE_HEIGHT },
  step: { width: NODE_WIDTH, height: NODE_HEIGHT },
  plus: { width: PLUS_SIZE, height: PLUS_SIZE },
  end: { width: NODE_WIDTH, height: END_HEIGHT },
};

/** The same flow as the list, drawn. Positions come from the graph alone: nothing can be moved, wired or lost. */
export function Canvas({ describe }: { describe: Describe }) {
  const { t } = useTranslation('sequences');
  const { graph, path } = useBuilder();
  const { colorScheme } = useMantineColorScheme();
  const frame = useRef<HTMLDivElement>(null);
  const { nodes, edges, middle } = useMemo(() => {
    const layout = layoutOf(graph, outlineOf(graph));
    const placed = layout.nodes.map(({ x, y, ...rest }): Node => ({
      id: rest.id,
      type: rest.type,
      position: { x: x - SIZES[rest.type].width / 2, y },
      ...SIZES[rest.type],
      ...(rest.type === 'step' ? { height: heightOf(graph.steps[rest.step]) } : {}),
      data: rest,
      focusable: false,
      selectable: false,
    }));
    const lines = layout.lines.map(({ id, source, target, from }): FlowEdge => {
      const fork = from?.from ? graph.steps[from.from] : undefined;
      return {
        id,
        source,
        target,
        type: 'smoothstep',
        focusable: false,
        ...(fork && from
          ? {
              label: describe.exit(fork, from.exit),
              labelBgPadding: [6, 3] as [number, number],
              labelBgBorderRadius: 6,
            }
          : {}),
      };
    });
    return { nodes: placed, edges: lines, middle: layout.nodes[0]?.x ?? 0 };
  }, [graph, describe]);
  return (
    <DescribeContext value={describe}>
      <ReactFlowProvider>
        <CanvasTools />
        <div className={classes.canvas} ref={frame} data-simulated={path !== null || undefined}>
          <ReactFlow
            key={Object.keys(graph.steps).length === 0 ? 'empty' : 'steps'}
            aria-label={t('view.canvasLabel')}
            colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
            nodes={nodes}
            edges={edges}
            nodeTypes={TYPES}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            zoomOnDoubleClick={false}
            deleteKeyCode={null}
            disableKeyboardA11y
            onInit={(flow) => {
              // Readable at first, from the top; the whole is one button away.
              const room = frame.current?.clientWidth ?? NODE_WIDTH;
              void flow.setViewport({ x: room / 2 - middle * ZOOM, y: 16, zoom: ZOOM });
            }}
            fitViewOptions={{ padding: 0.1, maxZoom: 1 }}
            panOnScroll
            minZoom={0.2}
            maxZoom={1.5}
          >
            <Background gap={22} />
          </ReactFlow>
        </div>
      </ReactFlowProvider>
    </DescribeContext>
  );
}
