import type { Frequency } from '@features/consent';

/**
 * What the preference page says in one language. Legends and labels are what people agree to: they are kept as evidence word
 * by word, so change them as you would change a contract.
 */
export interface PreferenceText {
  /** BCP 47, the language alone. */
  language: string;
  /** Its name in itself. */
  name: string;
  title: string;
  /** Whom the page is about; the address is masked. */
  intro: (address: string) => string;
  topics: { legend: (workspace: string) => string; none: string };
  frequency: { legend: string; labels: Record<Frequency, string>; hint: string };
  locale: { legend: string; label: string; unknown: string };
  tracking: { legend: string; label: string; hint: string };
  save: string;
  unsubscribeAll: string;
  pause: {
    legend: string;
    hint: string;
    weeks: (weeks: number) => string;
    /** `day` is written out. */
    until: (day: string) => string;
    end: string;
  };
  data: { legend: string; exportHint: string; export: string; eraseHint: string; erase: string };
  erase: {
    title: string;
    what: (workspace: string) => string;
    /** Newsletters are forwarded: only who knows the address itself may erase. */
    address: string;
    wrongAddress: string;
    sure: string;
    back: string;
  };
  erased: { title: string; text: (workspace: string) => string };
  /** The page that a mailed link leads to. */
  dataPage: { title: string; what: (workspace: string) => string; json: string; csv: string; hint: string };
  /** The mail with that link. */
  dataMail: {
    subject: (workspace: string) => string;
    preheader: string;
    heading: string;
    intro: string;
    button: string;
    notYou: string;
    copyLink: string;
  };
  notices: {
    saved: string;
    outdated: string;
    unsubscribed: string;
    paused: (day: string) => string;
    resumed: string;
    exportMailed: (address: string) => string;
    tooMany: string;
    exportFailed: string;
    blocked: (workspace: string) => string;
  };
}
