export * from './graph/sequence-graph';
export * from './graph/sequence-problem';
export { parseSequenceGraph, EMPTY_GRAPH, type ParsedGraph } from './graph/parse-sequence-graph';
export { nextDateMoment, localDateOf, type DateTiming } from './timing/date-moments';
export { nextOpening } from './timing/send-window';
export { addWait, waitUntilDate } from './timing/waits';
export { zoneOf } from './timing/zone-clock';
