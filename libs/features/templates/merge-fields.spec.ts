import { valueAt } from './merge-context';
import { describeUnknownField, fieldTest } from './merge-fields';

const known = ['contact.firstName', 'contact.attributes.plan', 'contact.tags', 'workspace.name'];

describe('fieldTest', () => {
  it('knows exact paths and the elements of a looped list, nothing below or beside them', () => {
    const exists = fieldTest(known);
    expect(['contact.firstName', 'contact.tags[].', 'contact.tags[]'].every(exists)).toBe(true);
    expect(
      ['firstName', 'contact', 'contact.firstName.x', 'contact.tags[].name', 'toString'].some(exists),
    ).toBe(false);
  });
});

describe('describeUnknownField', () => {
  it('suggests a field that is spelled nearly the same or stands in another group', () => {
    expect(describeUnknownField('contact.firstname', known)).toContain('Did you mean contact.firstName?');
    expect(describeUnknownField('firstName', known)).toContain('Did you mean contact.firstName?');
    expect(describeUnknownField('contact.plan', known)).toContain('Did you mean contact.attributes.plan?');
  });

  it('lists what is known when nothing is near', () => {
    expect(describeUnknownField('order.total', known)).toBe(
      `There is no merge field "order.total". Known: ${known.join(', ')}.`,
    );
  });
});

describe('valueAt', () => {
  it('reads own properties only', () => {
    const context = { contact: { firstName: 'Ada', tags: ['a'] } };
    expect(valueAt(context, 'contact.firstName')).toBe('Ada');
    expect(valueAt(context, 'contact.tags[].')).toEqual(['a']);
    expect(valueAt(context, 'contact.toString')).toBeUndefined();
    expect(valueAt(context, 'contact.firstName.length')).toBeUndefined();
  });
});
