import { randomBytes, randomUUID } from 'node:crypto';
import { parseEmailAddress } from '../address/email-address';
import {
  compileTemplate,
  safeWebAddress,
  type CompiledTemplate,
  type RenderInput,
} from '../render/template-engine';
import { encodeBody } from './body-encoding';
import { encodeMailbox, encodeUnstructured } from './header-encoding';
import type { LinkTokens, MessagePlan, PlanRecipient, RenderedMessage } from './message-plan';
import {
  checkPlan,
  extraHeaders,
  InvalidHeaderError,
  planHeaders,
  replyToHeader,
  type PlanAddresses,
} from './plan-headers';

/** One message as a string of ASCII characters: dots already doubled, no final dot. */
export interface AssembledText {
  raw: string;
  size: number;
  messageId: string;
  warnings: string[];
}

/** A recipient that cannot be addressed. */
export class InvalidRecipientError extends Error {
  readonly code = 'mail.invalid-address';
}

/**
 * A plan with its templates compiled. Runs in the render thread. A DKIM signature belongs at the end of `assemble`: the
 * head and both bodies are final there, and dots are not doubled yet.
 */
export class MessageAssembler {
  private readonly subject: CompiledTemplate;
  private readonly preheader: CompiledTemplate;
  private readonly html: CompiledTemplate;
  private readonly text: CompiledTemplate;
  private readonly targets: CompiledTemplate[];
  private readonly addresses: PlanAddresses;
  private readonly fixedHeaders: string;
  private readonly boundary = `=_${randomBytes(16).toString('hex')}`;

  constructor(private readonly plan: MessagePlan) {
    this.addresses = checkPlan(plan);
    const { message } = plan;
    this.subject = compileTemplate(message.subject, 'header');
    this.preheader = compileTemplate(message.preheader, 'header');
    this.html = compileTemplate(message.html, 'html');
    this.text = compileTemplate(message.text, 'text');
    this.targets = message.links.map((link) => compileTemplate(link.url, 'url'));
    this.fixedHeaders = planHeaders(plan);
  }

  /** Octets that most messages stay under. */
  get expectedSize(): number {
    const { html, text, links } = this.plan.message;
    return html.length + text.length * 2 + links.length * 200 + 6000;
  }

  assemble(recipient: PlanRecipient): AssembledText {
    const to = parseEmailAddress(recipient.to.address);
    if (!to.ok) throw new InvalidRecipientError(`The address ${to.reason}.`);
    const input = this.renderInput(recipient);
    const subject = recipient.subject ?? this.subject(input);
    const text = encodeBody(this.text(input).replace(/\r?\n/g, '\r\n'));
    const html = encodeBody(this.html(input));
    const messageId = `<${this.localId(recipient.messageId)}@${this.addresses.messageIdDomain}>`;
    const head =
      this.fixedHeaders +
      encodeMailbox('To', recipient.to.name, to.address) +
      encodeUnstructured('Subject', subject) +
      `Date: ${new Date(recipient.date ?? Date.now()).toUTCString().replace('GMT', '+0000')}\r\n` +
      `Message-ID: ${messageId}\r\n` +
      this.unsubscribeHeaders(recipient.tokens) +
      (recipient.replyTo === undefined ? '' : replyToHeader(this.plan, recipient.replyTo)) +
      (recipient.headers === undefined ? '' : extraHeaders(recipient.headers)) +
      `MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary="${this.boundary}"\r\n`;
    const raw =
      `${head}\r\n--${this.boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Transfer-Encoding: ${text.encoding}\r\n\r\n${text.body}\r\n--${this.boundary}\r\n` +
      `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: ${html.encoding}\r\n\r\n` +
      `${html.body}\r\n--${this.boundary}--\r\n`;
    const warnings = subject.trim() === '' ? ['The subject is empty for this recipient.'] : [];
    if (html.encoding !== '7bit')
      warnings.push('A value made a line of the HTML too long; it is sent quoted-printable.');
    return { raw: stuffDots(raw), size: raw.length, messageId, warnings };
  }

  render(recipient: PlanRecipient): RenderedMessage {
    const input = this.renderInput(recipient);
    return {
      subject: this.subject(input).replace(/\s+/g, ' ').trim(),
      preheader: this.preheader(input).replace(/\s+/g, ' ').trim(),
      text: this.text(input),
      html: this.html(input),
    };
  }

  /** Target of one link for one contact; undefined when it does not come out as a web address. */
  linkTarget(index: number, recipient: PlanRecipient): string | undefined {
    const target = this.targets[index];
    return target === undefined ? undefined : safeWebAddress(target(this.renderInput(recipient, false)));
  }

  private renderInput(recipient: PlanRecipient, withLinks = true): RenderInput {
    const { brand } = this.plan.message;
    const links = this.systemLinks(recipient.tokens ?? {});
    const input: RenderInput = {
      context: { ...recipient.context, brand, links },
      data: { links, click: [] },
      locale: recipient.locale,
      timeZone: recipient.timeZone,
    };
    if (!withLinks) return input;
    input.data['click'] = this.clickAddresses(recipient.tokens?.click, input);
    const open = recipient.tokens?.open;
    if (open !== undefined) input.data['pixel'] = `${this.plan.publicBaseUrl}/o/${token(open)}.gif`;
    return input;
  }

  private systemLinks(tokens: LinkTokens): Record<string, string> {
    const { publicBaseUrl } = this.plan;
    const address = (path: string, value: string | undefined) =>
      value === undefined ? '#' : `${publicBaseUrl}/${path}/${token(value)}`;
    return {
      unsubscribe:
        tokens.unsubscribe === undefined
          ? address('p', tokens.preferences)
          : address('u', tokens.unsubscribe),
      preferences: address('p', tokens.preferences),
      viewInBrowser: address('v', tokens.view),
    };
  }

  private clickAddresses(click: string[] | string | undefined, input: RenderInput): string[] {
    return this.targets.map((target, index) => {
      const value = typeof click === 'string' ? `${click}~${index}` : click?.[index];
      if (value !== undefined) return `${this.plan.publicBaseUrl}/l/${token(value)}`;
      return safeWebAddress(target(input)) ?? '#';
    });
  }

  private unsubscribeHeaders(tokens: LinkTokens | undefined): string {
    if (tokens?.unsubscribe === undefined) return '';
    const value = token(tokens.unsubscribe);
    const mailto = this.addresses.unsubscribeMailto;
    const mail = mailto === undefined ? '' : `,\r\n <${mailto}?subject=${value}>`;
    const web = `<${this.plan.publicBaseUrl}/u/${value}>`;
    return `List-Unsubscribe: ${web}${mail}\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`;
  }

  private localId(given: string | undefined): string {
    if (given === undefined) return randomUUID();
    if (!/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/.test(given) || given.length > 64) {
      throw new InvalidHeaderError('A Message-ID is made of letters, digits, ".", "_", "-", at most 64.');
    }
    return given;
  }
}

/** Tokens go into addresses and headers as they are. */
function token(value: string): string {
  if (!/^[A-Za-z0-9._~-]{1,600}$/.test(value)) {
    throw new InvalidHeaderError('A link token is made of letters, digits, ".", "_", "~", "-", at most 600.');
  }
  return value;
}

function stuffDots(raw: string): string {
  return raw.includes('\r\n.') ? raw.replaceAll('\r\n.', '\r\n..') : raw;
}
