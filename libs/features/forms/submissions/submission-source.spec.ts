import type { FormDefinition } from '../definition/form-definition';
import { sourceOf } from './submission-source';

const settings = { captureUtm: true, captureReferrer: true } as FormDefinition;
const visitor = { ip: null, userAgent: null, referrer: null };
const sourceWith = (fields: Record<string, string[]>) => sourceOf(settings, { fields, visitor });

describe('where a submission came from', () => {
  it('is kept without half of a character where a long parameter is cut, since no column would hold it', () => {
    const { utm } = sourceWith({ utm_source: [`${'x'.repeat(199)}😀`] });
    expect(utm).toEqual({ source: 'x'.repeat(199) });
  });

  it('is kept without control characters, and of other pages without their queries', () => {
    const source = sourceWith({
      utm_campaign: ['spring\u0000\u001b sale'],
      page: ['https://shop.example/a?session=1#b'],
      referrer: ['javascript:alert(1)'],
    });
    expect(source).toEqual({ utm: { campaign: 'spring   sale' }, page: 'https://shop.example/a' });
  });
});
