export * from './graph/sequence-graph';
export * from './graph/sequence-problem';
export { parseSequenceGraph, EMPTY_GRAPH, type ParsedGraph } from './graph/parse-sequence-graph';
