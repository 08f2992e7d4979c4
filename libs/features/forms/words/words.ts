/** Where a bound counts something else it is said otherwise; `{n}` is the bound. */
interface BoundWords {
  characters: string;
  choices: string;
  value: string;
}

/** What forms say of themselves, where the marketer wrote nothing else. */
export interface FormWords {
  required: string;
  optional: string;
  email: string;
  /** `{suggestion}` is an address. */
  meant: string;
  /** `{domain}` is that of the address. */
  noMail: string;
  number: string;
  date: string;
  choice: string;
  country: string;
  text: string;
  tickRequired: string;
  atLeast: BoundWords;
  atMost: BoundWords;
  /** Above the list of errors. */
  mend: string;
  submit: string;
  choose: string;
  leaveEmpty: string;
  thanks: string;
  /** Instead of `thanks` where a download is handed out. */
  downloadReady: string;
  checkInbox: string;
  /** Instead of sending again and again. */
  tooMany: string;
  oneMoreStep: string;
  oneMoreStepText: string;
  oneMoreStepButton: string;
  confirmTitle: string;
  confirmText: string;
  confirmButton: string;
  confirmedTitle: string;
  download: string;
  next: string;
  close: string;
  mailSubject: string;
  mailHeading: string;
  mailIntro: string;
  mailButton: string;
  mailNotYou: string;
  mailCopyLink: string;
}
