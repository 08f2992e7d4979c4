import type { Colour } from './brand-draft';

/** WCAG 2.2 AA for text of usual size. */
const NEEDED = 4.5;

/** Text on ground: pairs that stand on each other in every message. */
const PAIRS: [text: Colour, ground: Colour][] = [
  ['onPrimaryColor', 'primaryColor'],
  ['textColor', 'surfaceColor'],
  ['mutedColor', 'surfaceColor'],
  ['accentColor', 'surfaceColor'],
  ['textColor', 'tintColor'],
];

export interface HardToRead {
  text: Colour;
  ground: Colour;
  /** Such as 2.7, where 4.5 is needed. */
  contrast: number;
}

/** Which texts many people could not read. Colours that are none yet are left out. */
export function hardToRead(colours: Record<Colour, string>): HardToRead[] {
  return PAIRS.flatMap(([text, ground]) => {
    const one = luminance(colours[text]);
    const other = luminance(colours[ground]);
    if (one === null || other === null) return [];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return contrast < NEEDED ? [{ text, ground, contrast }] : [];
  });
}

/** Relative luminance as WCAG defines it. */
function luminance(colour: string): number | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!match) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => {
    const share = parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
