/** What an author wrote, plus everything that is static for the workspace. */
export interface MessageSource {
  /** MJML with Handlebars; at most 512 kB after its partials are expanded. */
  mjml: string;
  subject: string;
  /** The line inbox lists show after the subject. Takes the place of any `mj-preview` in the MJML. */
  preheader?: string;
  /** The author's own plain-text part; made from the HTML when absent. */
  text?: string;
  /** `{{> name}}` is replaced by the MJML of that name before anything else happens. */
  partials?: Record<string, string>;
  /** `{{brand.name}}` is replaced by the escaped value before MJML sees it, so it works in colour attributes too. */
  brand?: Record<string, string>;
  /** Name of the partial put at the end of `mj-body` when the message has no `{{links.unsubscribe}}`. */
  requiredFooter?: string;
}

export type MessagePart = 'mjml' | 'subject' | 'preheader' | 'text';

/** One thing the author must mend. Never carries a path of the server. */
export interface CompileProblem {
  part: MessagePart;
  /** 1-based, in the author's own source, or in the partial when `partial` is set. */
  line?: number;
  tag?: string;
  partial?: string;
  message: string;
}

export interface CompiledLink {
  /** Position in the message; `tokens.click[index]` belongs to it. */
  index: number;
  /** The target; may contain merge fields. */
  url: string;
  /** What the reader sees, for reports; at most 80 characters. */
  label: string;
}

export interface MergeField {
  /** `firstName`, `order.total`, and inside `{{#each items}}`: `items[].name`. */
  path: string;
  /** True when every use of it stands in `default` or in a block that tests it. */
  hasFallback: boolean;
}

/** Plain JSON, stored with the frozen version. All four templates are Handlebars that passed the checks. */
export interface CompiledMessage {
  v: 1;
  subject: string;
  preheader: string;
  /** 7-bit HTML with CRLF line ends, no line over 998 octets before values are filled in. */
  html: string;
  text: string;
  links: CompiledLink[];
  fields: MergeField[];
  brand: Record<string, string>;
  /** Whether the reader can unsubscribe from within the message. */
  hasUnsubscribe: boolean;
  sizes: { html: number; text: number };
  warnings: string[];
}

/** A merge field found by the compiler and where; the caller decides whether it exists. */
export interface FieldUse extends MergeField {
  part: MessagePart;
  line?: number;
  partial?: string;
}

/** Carries the problems out of the compile stages. */
export class CompileFailure extends Error {
  constructor(readonly problems: CompileProblem[]) {
    super(problems[0]?.message ?? 'The message could not be compiled.');
    this.name = 'CompileFailure';
  }
}
