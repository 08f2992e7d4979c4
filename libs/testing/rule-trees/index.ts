export { anAwkwardWorkspace, type AwkwardWorkspace } from './awkward-contacts';
export * from './awkward-values';
export { rules, ruleTrees, type RuleNames } from './rule-tree-arbitrary';
