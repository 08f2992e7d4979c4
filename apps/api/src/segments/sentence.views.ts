/** A piece of a sentence. */
export class SentencePartView {
  /** Its words. */
  text!: string;
  /** The author of the rule chose it: it may be shown highlighted. */
  isValue!: boolean;
}

/** Rules in plain words. */
export class SentenceView {
  /** The whole sentence. */
  text!: string;
  /** The same in pieces, without quotation marks around what somebody typed. */
  parts!: SentencePartView[];
}
