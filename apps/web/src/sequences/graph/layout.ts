import type { Edge } from './exits';
import type { Outline, OutlineItem } from './outline';
import type { SequenceGraph, Step, StepId } from './sequence-graph';
import { targetOf } from './exits';

/** In pixels of the canvas. */
export const NODE_WIDTH = 288;
export const NODE_HEIGHT = 84;
/** Emails have twice the figures: who got, opened and clicked them. */
const EMAIL_HEIGHT = 106;
export const PLUS_SIZE = 30;
export const END_HEIGHT = 30;
const ROW_GAP = 26;
const ARM_GAP = 40;
const LABEL_ROOM = 22;

export type Placed =
  | { type: 'start'; id: string; x: number; y: number }
  | { type: 'step'; id: string; x: number; y: number; step: StepId }
  | { type: 'plus'; id: string; x: number; y: number; edges: Edge[] }
  | { type: 'end'; id: string; x: number; y: number; goesTo: StepId | null };

export interface Line {
  id: string;
  source: string;
  target: string;
  /** The way out of a fork that the line stands for. */
  from?: Edge;
}

export interface Layout {
  nodes: Placed[];
  lines: Line[];
  width: number;
  height: number;
}

/** Positions from the outline alone: one column per way, forks centred over theirs. `x` is the middle of a node, `y` its top. */
export function layoutOf(graph: SequenceGraph, outlines: { main: Outline; loose: Outline[] }): Layout {
  const layout: Layout = { nodes: [], lines: [], width: 0, height: 0 };
  const middle = widthOf(outlines.main) / 2;
  layout.nodes.push({ type: 'start', id: 'start', x: middle, y: 0 });
  const place = placer(graph, layout);
  place(outlines.main, { middle, top: NODE_HEIGHT + ROW_GAP, sources: [{ node: 'start' }] });
  let left = widthOf(outlines.main) + ARM_GAP * 2;
  for (const loose of outlines.loose) {
    place(loose, { middle: left + widthOf(loose) / 2, top: 0, sources: [] });
    left += widthOf(loose) + ARM_GAP;
  }
  layout.width = left - ARM_GAP * 2;
  return layout;
}

/** How tall the card of a step is drawn. */
export function heightOf(step: Step | undefined): number {
  return step?.kind === 'email' ? EMAIL_HEIGHT : NODE_HEIGHT;
}

interface Source {
  node: string;
  from?: Edge;
}

interface Spot {
  middle: number;
  top: number;
  sources: Source[];
}

function widthOf(outline: Outline): number {
  return Math.max(NODE_WIDTH, ...outline.items.map(widthOfItem));
}

function widthOfItem({ arms }: OutlineItem): number {
  if (arms.length === 0) return NODE_WIDTH;
  return arms.reduce((sum, { outline }) => sum + widthOf(outline), ARM_GAP * (arms.length - 1));
}

/** Where the lines go on below what was placed, and how far down that is. */
interface Below {
  sources: Source[];
  bottom: number;
}

function placer(graph: SequenceGraph, layout: Layout): (outline: Outline, spot: Spot) => Below {
  const add = (node: Placed, sources: Source[], height: number) => {
    layout.nodes.push(node);
    for (const { node: source, from } of sources) {
      layout.lines.push({
        id: `${source}>${node.id}${from ? `:${from.exit}` : ''}`,
        source,
        target: node.id,
        ...(from ? { from } : {}),
      });
    }
    layout.height = Math.max(layout.height, node.y + height);
  };
  const plus = (edges: Edge[], { middle, top, sources }: Spot): Spot => {
    const id = `plus:${edges.map(({ from, exit }) => `${from ?? ''}/${exit}`).join('+')}:${middle}:${top}`;
    add({ type: 'plus', id, x: middle, y: top, edges }, sources, PLUS_SIZE);
    return { middle, top: top + PLUS_SIZE + ROW_GAP, sources: [{ node: id }] };
  };
  const arms = (item: OutlineItem, { middle, top }: Spot): Below => {
    let left = middle - widthOfItem(item) / 2;
    const ends = item.arms.map(({ exit, outline }) => {
      const width = widthOf(outline);
      const edge: Edge = { from: item.id, exit };
      const below = place(outline, {
        middle: left + width / 2,
        top: top + LABEL_ROOM,
        sources: [{ node: item.id, from: edge }],
      });
      left += width + ARM_GAP;
      return below;
    });
    return {
      sources: ends.flatMap(({ sources }) => sources),
      bottom: Math.max(...ends.map(({ bottom }) => bottom)),
    };
  };
  function place(outline: Outline, spot: Spot): Below {
    let at = spot;
    for (const item of outline.items) {
      if (item.edges.length > 0) at = plus(item.edges, at);
      const height = heightOf(graph.steps[item.id]);
      add({ type: 'step', id: item.id, x: at.middle, y: at.top, step: item.id }, at.sources, height);
      at = { middle: at.middle, top: at.top + height + ROW_GAP, sources: [{ node: item.id }] };
      if (item.arms.length === 0) continue;
      const below = arms(item, at);
      at = { middle: at.middle, top: below.bottom, sources: below.sources };
    }
    if (outline.tail.length === 0) {
      const last = outline.items.at(-1);
      const ends = last !== undefined && last.arms.length === 0;
      return { sources: ends ? [] : at.sources, bottom: at.top };
    }
    at = plus(outline.tail, at);
    const isEnd = outline.tail.every((edge) => targetOf(graph, edge) === null);
    if (!isEnd && outline.goesTo === null) return { sources: at.sources, bottom: at.top };
    const id = `end:${at.sources[0]?.node ?? ''}`;
    add({ type: 'end', id, x: at.middle, y: at.top, goesTo: outline.goesTo }, at.sources, END_HEIGHT);
    return { sources: [], bottom: at.top + END_HEIGHT + ROW_GAP };
  }
  return place;
}
