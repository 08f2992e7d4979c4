import { randomUUID } from 'node:crypto';
import { parseEmailAddress } from '../address/email-address';
import { relaxedBodyHash, relaxedHeader } from '../dkim/canonical';
import { unsignedSignatures, type UnsignedSignature } from '../dkim/signature-header';
import {
  compileTemplate,
  safeWebAddress,
  type CompiledTemplate,
  type RenderInput,
} from '../render/template-engine';
import { encodeBody, encodeTextBody, type EncodedBody } from './body-encoding';
import { cleanHtmlTemplate, cleanTextTemplate } from './clean-text';
import { encodeMailbox, encodeUnstructured } from './header-encoding';
import type { MessageBlock } from './message-block';
import type { LinkTokens, PlanRecipient, RenderedMessage, SandboxPlan } from './message-plan';
import {
  checkPlan,
  extraHeaders,
  InvalidHeaderError,
  planHeaders,
  replyToHeader,
  type PlanAddresses,
} from './plan-headers';
import { checkedToken, systemLinks, unsubscribeHeaders } from './system-links';

/** One message, written to a block with its dots doubled and without the final dot. */
export interface AssembledEntry {
  /** Octets before dots were doubled, without the signatures. */
  size: number;
  messageId: string;
  warnings: string[];
  /** One for each identity of the plan; they come before the message when they are complete. */
  signatures: UnsignedSignature[];
}

/** A recipient that cannot be addressed. */
export class InvalidRecipientError extends Error {
  readonly code = 'mail.invalid-address';
}

/** A plan with its templates compiled. Runs in the render thread. */
export class MessageAssembler {
  private readonly subject: CompiledTemplate;
  private readonly preheader: CompiledTemplate;
  private readonly html: CompiledTemplate;
  private readonly text: CompiledTemplate;
  private readonly targets: CompiledTemplate[];
  private readonly addresses: PlanAddresses;
  private readonly fixedHeaders: string[];

  constructor(private readonly plan: SandboxPlan) {
    this.addresses = checkPlan(plan);
    const { message } = plan;
    this.subject = compileTemplate(message.subject, 'header');
    this.preheader = compileTemplate(message.preheader, 'header');
    this.html = compileTemplate(cleanHtmlTemplate(message.html), 'html');
    this.text = compileTemplate(cleanTextTemplate(message.text), 'text');
    this.targets = message.links.map((link) => compileTemplate(link.url, 'url'));
    this.fixedHeaders = planHeaders(plan);
  }

  /** Appends the message to the block. When it throws, the block may hold a piece of it. */
  assemble(recipient: PlanRecipient, block: MessageBlock): AssembledEntry {
    const to = parseEmailAddress(recipient.to.address);
    if (!to.ok) throw new InvalidRecipientError(`The address ${to.reason}.`);
    const input = this.renderInput(recipient);
    const time = recipient.date ?? Date.now();
    const subject = recipient.subject ?? this.subject(input);
    const text = encodeTextBody(this.text(input));
    const html = encodeBody(this.html(input));
    // Drawn after the values, so that none of them can contain it; not possible in quoted-printable (RFC 2045 6.7).
    const boundary = `=_${randomUUID()}`;
    const messageId = `<${localId(recipient.messageId)}@${this.addresses.messageIdDomain}>`;
    const headers = [
      ...this.fixedHeaders,
      encodeMailbox('To', recipient.to.name, to.address),
      encodeUnstructured('Subject', subject),
      `Date: ${formatDate(time)}\r\n`,
      `Message-ID: ${messageId}\r\n`,
      ...unsubscribeHeaders(this.plan.publicBaseUrl, this.addresses.unsubscribeMailto, recipient.tokens),
      ...(recipient.replyTo === undefined ? [] : [replyToHeader(this.plan, recipient.replyTo)]),
      ...extraHeaders(recipient.headers ?? {}, this.plan.headers),
      'MIME-Version: 1.0\r\n',
      `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n`,
    ];
    const start = block.length;
    block.write([...headers, '\r\n']);
    const bodyStart = block.length;
    block.write([
      `--${boundary}\r\n${partHeader('plain', text)}`,
      text.body,
      `\r\n--${boundary}\r\n${partHeader('html', html)}`,
      html.body,
      `\r\n--${boundary}--\r\n`,
    ]);
    const size = block.length - start;
    const signatures = this.signatures(headers, block.since(bodyStart), time);
    block.doubleDots(start);
    return { size, messageId, signatures, warnings: warningsFor(subject, html) };
  }

  render(recipient: PlanRecipient): RenderedMessage {
    const input = this.renderInput(recipient);
    return {
      subject: this.subject(input).replace(/\s+/g, ' ').trim(),
      preheader: this.preheader(input).replace(/\s+/g, ' ').trim(),
      text: this.text(input).replaceAll('\r\n', '\n'),
      html: this.html(input),
    };
  }

  /** Target of one link for one contact; undefined when it does not come out as a web address. */
  linkTarget(index: number, recipient: PlanRecipient): string | undefined {
    const target = this.targets[index];
    return target === undefined ? undefined : safeWebAddress(target(this.renderInput(recipient, false)));
  }

  /** The body must be final, with its dots not doubled yet. */
  private signatures(headers: string[], body: Buffer, time: number): UnsignedSignature[] {
    const { identities = [] } = this.plan;
    if (identities.length === 0) return [];
    const fields = headers.map(relaxedHeader);
    return unsignedSignatures(identities, { fields, bodyHash: relaxedBodyHash(body), time });
  }

  private renderInput(recipient: PlanRecipient, withLinks = true): RenderInput {
    const { brand } = this.plan.message;
    const links = systemLinks(this.plan.publicBaseUrl, recipient.tokens ?? {});
    const input: RenderInput = {
      context: { ...recipient.context, brand, links },
      data: { links, click: [] },
      locale: recipient.locale,
      timeZone: recipient.timeZone,
    };
    if (!withLinks) return input;
    input.data['click'] = this.clickAddresses(recipient.tokens?.click, input);
    const open = recipient.tokens?.open;
    if (open !== undefined) input.data['pixel'] = `${this.plan.publicBaseUrl}/o/${checkedToken(open)}.gif`;
    return input;
  }

  private clickAddresses(click: LinkTokens['click'], input: RenderInput): string[] {
    const base = `${this.plan.publicBaseUrl}/l/`;
    if (typeof click === 'string') {
      const token = checkedToken(click);
      return this.targets.map((_target, index) => `${base}${token}~${index}`);
    }
    return this.targets.map((target, index) => {
      const value = click?.[index];
      return value === undefined ? (safeWebAddress(target(input)) ?? '#') : base + checkedToken(value);
    });
  }
}

function partHeader(type: 'plain' | 'html', { encoding }: EncodedBody): string {
  return `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
}

function warningsFor(subject: string, html: EncodedBody): string[] {
  const warnings = subject.trim() === '' ? ['The subject is empty for this recipient.'] : [];
  if (html.encoding !== '7bit')
    warnings.push('A value made a line of the HTML too long; it is sent quoted-printable.');
  return warnings;
}

function formatDate(time: number): string {
  return new Date(time).toUTCString().replace('GMT', '+0000');
}

function localId(given: string | undefined): string {
  if (given === undefined) return randomUUID();
  if (!/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/.test(given) || given.length > 64) {
    throw new InvalidHeaderError('A Message-ID is made of letters, digits, ".", "_", "-", at most 64.');
  }
  return given;
}
