import { differences, measuringProblem, problemsOf, withVariant, type Setting } from './check-ab-test';
import type { VariantContent } from './variant';

const PLAIN: VariantContent = {
  subject: null,
  preheader: null,
  senderId: null,
  templateId: null,
  offsetMinutes: 0,
};
const setting: Setting = {
  campaign: { subject: null, preheader: 'Inside', senderId: 'sender-1', templateId: 'template-1' },
  templates: new Map([
    ['template-1', { subject: 'Harvest', preheader: '' }],
    ['template-2', { subject: 'Offer', preheader: '' }],
  ]),
};
const problems = (variants: Partial<VariantContent>[], testPercent = 20) =>
  problemsOf(setting, {
    testPercent,
    decision: 'automatic',
    variants: variants.map((variant) => ({ ...PLAIN, ...variant })),
  });
const pointers = (...args: Parameters<typeof problems>) => problems(...args).map(({ pointer }) => pointer);

describe('a test', () => {
  it('has two to four variants that differ in what their readers get', () => {
    expect(pointers([{}])).toEqual(['/variants']);
    expect(pointers([{}, {}, {}, {}, {}])).toEqual(['/variants']);
    expect(pointers([{}, { subject: 'Other' }, { subject: 'Other' }])).toEqual(['/variants/2']);
    expect(
      pointers([{}, { subject: 'Other' }, { senderId: 'sender-2' }, { templateId: 'template-2' }]),
    ).toEqual([]);
  });

  it('is not fooled by an override that says what the campaign or its template says anyway', () => {
    expect(pointers([{}, { subject: 'Harvest' }])).toEqual(['/variants/1']);
    expect(pointers([{}, { preheader: 'Inside', senderId: 'sender-1' }])).toEqual(['/variants/1']);
    expect(problems([{}, {}])[0]?.message).toBe(
      'Variant B is the same as A. Give it another subject, preheader, sender, template or send time.',
    );
  });

  it('of send times alone takes the whole audience', () => {
    expect(pointers([{}, { offsetMinutes: 60 }])).toEqual(['/testPercent']);
    expect(pointers([{}, { offsetMinutes: 60 }], 100)).toEqual([]);
    expect(pointers([{}, { offsetMinutes: 60, subject: 'Later' }])).toEqual([]);
  });

  it('says what its variants differ in', () => {
    const variants = [PLAIN, { ...PLAIN, subject: 'Other', senderId: 'sender-2' }];
    expect(differences(setting, variants)).toEqual(['subject', 'sender']);
    // Another template brings its own subject along.
    expect(differences(setting, [PLAIN, { ...PLAIN, templateId: 'template-2' }])).toEqual([
      'subject',
      'template',
    ]);
  });

  it('decides by itself only where people are counted', () => {
    expect(measuringProblem({ decision: 'automatic' }, 'individual')).toBeNull();
    expect(measuringProblem({ decision: 'manual' }, 'none')).toBeNull();
    for (const mode of ['none', 'aggregate', 'last-open-day'])
      expect(measuringProblem({ decision: 'automatic' }, mode)?.message).toContain('or decide by hand');
  });
});

it('a variant overrides the campaign, and leaves everything else as it is', () => {
  const campaign = { ...setting.campaign, name: 'Letter' };
  expect(withVariant(campaign, { ...PLAIN, subject: 'Other' })).toEqual({ ...campaign, subject: 'Other' });
});
