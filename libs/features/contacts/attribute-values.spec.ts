import fc from 'fast-check';
import { isCalendarDate, readAttribute, readAttributeText } from './attribute-values';
import type { ContactFieldType } from './contact-field';

const field = (type: ContactFieldType, choices: string[] = []) => ({ type, choices });
const plans = ['Free', 'Pro', 'Ação'];

describe('readAttribute', () => {
  it.each([
    [field('text'), '  Ana ', 'Ana'],
    [field('text'), '   ', null],
    [field('text'), 'half \ud800 character', 'half \ufffd character'],
    [field('number'), 12.5, 12.5],
    [field('boolean'), false, false],
    [field('choice', plans), 'acao', 'Ação'],
    [field('multi-choice', plans), ['pro', 'Free', 'PRO'], ['Free', 'Pro']],
    [field('multi-choice', plans), [], null],
    [field('date'), '2024-02-29', '2024-02-29'],
    [field('date-time'), '2026-03-01T10:00:00+02:00', '2026-03-01T08:00:00.000Z'],
    [field('date-time'), '2026-03-01 10:00Z', '2026-03-01T10:00:00.000Z'],
    [field('number'), null, null],
  ])('stores %j given %j as %j', (declaration, value, stored) => {
    expect(readAttribute(declaration, value)).toEqual({ ok: true, value: stored });
  });

  it.each([
    [field('text'), 5],
    [field('text'), 'x'.repeat(5001)],
    [field('text'), 'nul\u0000'],
    [field('number'), '12'],
    [field('number'), Number.POSITIVE_INFINITY],
    [field('boolean'), 'true'],
    [field('choice', plans), 'Enterprise'],
    [field('choice', plans), { toString: 'Pro' }],
    [field('multi-choice', plans), 'Pro'],
    [field('multi-choice', plans), ['Pro', 'Enterprise']],
    [field('date'), '2023-02-29'],
    [field('date'), '2026-3-1'],
    [field('date-time'), '2026-03-01T10:00:00'],
    [field('date-time'), '2026-02-30T10:00:00Z'],
    [field('date-time'), '2026-03-01T25:00:00Z'],
  ])('refuses %j given %j', (declaration, value) => {
    expect(readAttribute(declaration, value).ok).toBe(false);
  });

  it('names the choices that are allowed', () => {
    expect(readAttribute(field('choice', plans), 'x')).toEqual({
      ok: false,
      reason: 'one of: Free, Pro, Ação',
    });
  });
});

describe('readAttributeText', () => {
  it.each([
    [field('number'), ' -12.50 ', -12.5],
    [field('boolean'), 'Yes', true],
    [field('boolean'), '0', false],
    [field('multi-choice', ['a, b', 'c']), 'a\\, b, c', ['a, b', 'c']],
    [field('number'), '', null],
  ])('reads %j from %j as %j', (declaration, text, value) => {
    expect(readAttributeText(declaration, text)).toEqual({ ok: true, value });
  });

  it.each(['1,000', '12 kg', '0x10', 'Infinity', '1e999', '--1'])('does not guess the number %j', (text) => {
    expect(readAttributeText(field('number'), text).ok).toBe(false);
  });
});

describe('isCalendarDate', () => {
  it('agrees with the calendar for every day', () => {
    const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(days, (day) => isCalendarDate(day.toISOString().slice(0, 10))));
  });

  it.each(['2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '0000-01-01', ''])(
    'refuses %j',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );
});
