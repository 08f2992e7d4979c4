import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020';
import { EVERY_KIND, MALFORMED } from '../../../testing/sequences/graph-examples';
import { parseSequenceGraph } from './parse-sequence-graph';
import { sequenceGraphSchema } from './sequence-graph-schema';

const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
const isValid = ajv.compile<unknown>(sequenceGraphSchema());

/** What no schema can tell: sums, the order of times, and the depth of trees. */
const BEYOND_A_SCHEMA = [
  '99 %',
  'a window over midnight',
  'a text that no database holds',
  'an event without a dot',
];

describe('the published schema', () => {
  it('accepts what the parser accepts, also once it is read', () => {
    const parsed = parseSequenceGraph(EVERY_KIND);
    expect([isValid(EVERY_KIND), ajv.errorsText(isValid.errors)]).toEqual([true, 'No errors']);
    expect(isValid(parsed.ok && parsed.graph)).toBe(true);
    expect(isValid({ v: 1 })).toBe(true);
  });

  it.each(MALFORMED.filter(([what]) => !BEYOND_A_SCHEMA.includes(what)))('refuses %s', (_what, json) => {
    expect(isValid(json)).toBe(false);
  });

  it('names every keyword of a rule tree too', () => {
    const filter = { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'PT' }] };
    expect(isValid({ v: 1, filter })).toBe(true);
    expect(isValid({ v: 1, filter: { ...filter, rules: [{ field: 'country', op: 'is not' }] } })).toBe(false);
  });
});
