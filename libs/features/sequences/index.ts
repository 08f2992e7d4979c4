export * from './graph/sequence-graph';
