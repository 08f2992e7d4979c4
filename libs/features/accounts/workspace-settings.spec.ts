import { isLocale, isTimeZone, isWebAddress, slugFrom } from './workspace-settings';

describe('workspace settings', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is a time zone',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  it.each(['', '+02:00', 'Mars/Olympus', 'Europe/Berlin; DROP', '2'])('%j is no time zone', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });

  it('knows language tags', () => {
    expect(['de', 'pt-BR', 'x_y', ''].map(isLocale)).toEqual([true, true, false, false]);
  });

  it('takes http and https addresses only', () => {
    const addresses = ['https://example.com', 'http://example.com/a', 'javascript:alert(1)', 'example.com'];
    expect(addresses.map(isWebAddress)).toEqual([true, true, false, false]);
  });

  it.each([
    ['Grüne Wiese GmbH', 'grune-wiese-gmbh'],
    ['  --- ', 'workspace'],
    ['日本', 'workspace'],
    [`${'a'.repeat(49)} b`, 'a'.repeat(49)],
  ])('makes %j the slug %s', (name, slug) => {
    expect(slugFrom(name)).toBe(slug);
  });
});
