export { COMPUTED_VALUES, type ComputedValueDefinition } from './computed-value';
