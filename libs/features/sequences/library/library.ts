import { abandonedCart } from './entries/abandoned-cart';
import { birthday } from './entries/birthday';
import { ebookWebinarDemo } from './entries/ebook-webinar-demo';
import { neverActivatedTraining } from './entries/never-activated-training';
import { rePermission } from './entries/re-permission';
import { topCustomersReferral } from './entries/top-customers-referral';
import { welcome } from './entries/welcome';
import { winBack } from './entries/win-back';
import type { SequenceEntry } from './sequence-entry';

/** Every shipped sequence, from the first contact to the last. */
export const SEQUENCE_LIBRARY: readonly SequenceEntry[] = [
  ebookWebinarDemo,
  welcome,
  neverActivatedTraining,
  abandonedCart,
  birthday,
  topCustomersReferral,
  winBack,
  rePermission,
];

const BY_KEY = new Map(SEQUENCE_LIBRARY.map((entry) => [entry.key, entry]));

export function sequenceEntry(key: string): SequenceEntry | undefined {
  return BY_KEY.get(key);
}
