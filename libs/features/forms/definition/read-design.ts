import { contrastRatio } from './contrast';
import type { AfterSubmit, FormLayout, FormStyle } from './form-definition';
import { nameOf, type ShapeReader } from './shape-reader';

const COLOUR = /^#[0-9a-fA-F]{6}$/;
const DEFAULT_STYLE: FormStyle = {
  primary: '#1f5f4f',
  onPrimary: '#ffffff',
  background: '#ffffff',
  text: '#1f1d1a',
  radius: 10,
  fontSize: 17,
};

/** Colours that people can read: texts 4.5 to 1 (WCAG 2.2, 1.4.3), the button against the page 3 to 1 (1.4.11). */
const PAIRS = [
  { one: 'text', other: 'background', least: 4.5 },
  { one: 'onPrimary', other: 'primary', least: 4.5 },
  { one: 'primary', other: 'background', least: 3 },
] as const;

export function readStyle(reader: ShapeReader, value: unknown): FormStyle {
  const shape = reader.object(value, '/style', Object.keys(DEFAULT_STYLE));
  const colour = (key: 'primary' | 'onPrimary' | 'background' | 'text'): string => {
    const given = shape[key];
    if (given === undefined) return DEFAULT_STYLE[key];
    if (typeof given === 'string' && COLOUR.test(given)) return given.toLowerCase();
    reader.fail(`/style/${key}`, `style.${key} must be a colour such as #1f5f4f.`);
    return DEFAULT_STYLE[key];
  };
  const style: FormStyle = {
    primary: colour('primary'),
    onPrimary: colour('onPrimary'),
    background: colour('background'),
    text: colour('text'),
    radius: reader.whole(shape['radius'], '/style/radius', { min: 0, max: 24 }) ?? DEFAULT_STYLE.radius,
    fontSize:
      reader.whole(shape['fontSize'], '/style/fontSize', { min: 16, max: 22 }) ?? DEFAULT_STYLE.fontSize,
  };
  for (const { one, other, least } of PAIRS) {
    const ratio = Math.floor(contrastRatio(style[one], style[other]) * 100) / 100;
    if (ratio < least)
      reader.fail(
        `/style/${one}`,
        `style.${one} (${style[one]}) on ${other} (${style[other]}) has a contrast of ${ratio} to 1; at least ${least} to 1 is needed to be readable.`,
      );
  }
  return style;
}

export function readLayout(reader: ShapeReader, value: unknown): FormLayout {
  const keys = ['kind', 'delaySeconds', 'scrollPercent', 'onExitIntent', 'frequency'];
  const shape = reader.object(value, '/layout', keys);
  const kind = reader.choice(shape['kind'], '/layout/kind', {
    of: ['inline', 'pop-up', 'chat'] as const,
    fallback: 'inline',
  });
  if (kind !== 'pop-up') {
    for (const key of Object.keys(shape))
      if (key !== 'kind' && keys.includes(key))
        reader.fail(`/layout/${key}`, `${nameOf(`/layout/${key}`)} only stands at a pop-up.`);
    return { kind };
  }
  const layout: FormLayout = {
    kind,
    delaySeconds: reader.whole(shape['delaySeconds'], '/layout/delaySeconds', { min: 0, max: 600 }),
    scrollPercent: reader.whole(shape['scrollPercent'], '/layout/scrollPercent', { min: 1, max: 100 }),
    onExitIntent: reader.flag(shape['onExitIntent'], '/layout/onExitIntent', false),
    frequency: reader.choice(shape['frequency'], '/layout/frequency', {
      of: ['every-page', 'entry-page'] as const,
      fallback: 'entry-page',
    }),
  };
  if (layout.delaySeconds === null && layout.scrollPercent === null && !layout.onExitIntent)
    reader.fail(
      '/layout',
      'layout: a pop-up needs delaySeconds, scrollPercent or onExitIntent, or it never opens.',
    );
  return layout;
}

/** Where people land is decided here and never by a request. */
export function readAfter(reader: ShapeReader, value: unknown, assetId: string | null): AfterSubmit {
  const shape = reader.object(value, '/after', ['kind', 'url']);
  const kind = reader.choice(shape['kind'], '/after/kind', {
    of: ['message', 'redirect', 'asset'] as const,
    fallback: assetId === null ? 'message' : 'asset',
  });
  if (kind === 'redirect') {
    const url = reader.url(shape['url'], '/after/url');
    if (shape['url'] == null) reader.fail('/after/url', 'after.url is required for a redirect.');
    return { kind, url: url ?? '' };
  }
  if (shape['url'] !== undefined) reader.fail('/after/url', 'after.url only stands at a redirect.');
  if (kind === 'asset' && assetId === null)
    reader.fail('/assetId', 'assetId is required when after.kind is asset.');
  return { kind };
}
