import { behavioural } from './entries/behavioural';
import { demographic } from './entries/demographic';
import { engagement, feedback } from './entries/engagement';
import { firmographic } from './entries/firmographic';
import { geographic } from './entries/geographic';
import { journey } from './entries/journey';
import { persona } from './entries/persona';
import { needsBased, psychographic } from './entries/psychographic';
import { rfm } from './entries/rfm';
import { technographic } from './entries/technographic';
import { value } from './entries/value';
import type { LibraryEntry } from './library-entry';

/** Every ready-made segment, by category in the order in which people learn them. */
export const SEGMENT_LIBRARY: readonly LibraryEntry[] = [
  ...demographic,
  ...geographic,
  ...firmographic,
  ...behavioural,
  ...technographic,
  ...psychographic,
  ...needsBased,
  ...value,
  ...rfm,
  ...journey,
  ...engagement,
  ...feedback,
  ...persona,
];

const BY_KEY = new Map(SEGMENT_LIBRARY.map((entry) => [entry.key, entry]));

export function libraryEntry(key: string): LibraryEntry | undefined {
  return BY_KEY.get(key);
}
