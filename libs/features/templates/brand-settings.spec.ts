import { DomainError } from '@platform/errors';
import { parseBrand } from './brand-settings';

const refusal = (input: Record<string, unknown>): DomainError => {
  try {
    parseBrand(input);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('accepted although it should not be');
};

describe('parseBrand', () => {
  it('accepts colours, addresses, fonts and names, trimmed', () => {
    expect(
      parseBrand({
        companyName: ' Salt & Stone ',
        websiteUrl: 'https://salt.example/?a=1&b=2',
        logoUrl: '',
        primaryColor: '#14594A',
        fontFamily: "Georgia, 'Times New Roman', serif",
      }),
    ).toMatchObject({ companyName: 'Salt & Stone', primaryColor: '#14594A' });
  });

  it.each<[string, unknown]>([
    ['primaryColor', 'red'],
    ['primaryColor', '#fff'],
    ['primaryColor', '#14594a;background:url(x)'],
    ['primaryColor', 7],
    ['websiteUrl', 'javascript:alert(1)'],
    ['websiteUrl', '//evil.example'],
    ['websiteUrl', 'https://a.example/"onclick=x'],
    ['logoUrl', 'data:image/png;base64,x'],
    ['fontFamily', 'Georgia; color: red'],
    ['fontFamily', "Georgia, 'Times"],
    ['companyName', ''],
    ['companyName', 'Salt\nBcc: x'],
    ['companyName', '{{contact.email}}'],
    ['nope', 'x'],
    ['__proto__x', 'x'],
  ])('refuses %s = %j with a pointer', (key, value) => {
    const error = refusal({ [key]: value });
    expect(error.kind).toBe('invalid');
    expect(error.errors).toEqual([
      { pointer: `/${key}`, code: 'brand.invalid', message: expect.stringContaining(key) },
    ]);
  });
});
