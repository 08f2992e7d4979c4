import { Parser } from 'htmlparser2';

/** One message as a person would get it. */
export interface RenderedParts {
  subject: string;
  preheader: string;
  html: string;
  text: string;
}

export interface LinkFact {
  /** As it stands in the message, decoded and trimmed. */
  href: string;
  /** What the reader sees, `alt` texts of images included. */
  label: string;
}

/** What can be told from a message by reading it; nothing is fetched. */
export interface MessageFacts {
  subject: string;
  preheader: string;
  text: string;
  /** Those that the author wrote: without ours to unsubscribe, to the preferences and to the page in the browser. */
  links: LinkFact[];
  /** Links that lead nowhere: without address, with `#` alone, to a place that is not in the message. */
  deadLinks: LinkFact[];
  images: { src: string; alt: string | null }[];
  /** What can be read without images. */
  visibleText: string;
}

/** Their text is for programs. */
const NOT_READ = new Set(['style', 'script', 'title', 'head']);

/** `ownAddress`: what our own links in it begin with. */
export function readMessage(
  { subject, preheader, html, text }: RenderedParts,
  ownAddress: string | null = null,
): MessageFacts {
  const reader = new MessageReader();
  const parser = new Parser(reader, { decodeEntities: true, lowerCaseTags: true });
  parser.end(html);
  const { anchors, images } = reader;
  const links = reader.links.filter(({ href }) => !isOurs(href, ownAddress));
  return {
    subject,
    preheader,
    text: text.trim(),
    links,
    deadLinks: links.filter(({ href }) => isDead(href, anchors)),
    images,
    visibleText: reader.words.join(' ').replace(/\s+/g, ' ').trim(),
  };
}

const OUR_PATH = /^\/[upv]\/[\w~-]{20,}$/;

function isOurs(href: string, ownAddress: string | null): boolean {
  return ownAddress !== null && href.startsWith(ownAddress) && OUR_PATH.test(href.slice(ownAddress.length));
}

/** Characters before white space is put together: more than a label shows. */
const ENOUGH_LABEL = 400;

class MessageReader {
  readonly links: LinkFact[] = [];
  readonly images: MessageFacts['images'] = [];
  readonly anchors = new Set<string>();
  readonly words: string[] = [];
  private link: LinkFact | undefined;
  private unread = 0;

  onopentag(name: string, attributes: Record<string, string>): void {
    if (NOT_READ.has(name)) this.unread += 1;
    for (const key of ['id', 'name']) if (attributes[key]) this.anchors.add(attributes[key]);
    if (name === 'img') this.image(attributes);
    if ((name === 'a' || name === 'area') && attributes['href'] !== undefined) {
      const link = { href: attributes['href'].trim(), label: '' };
      this.links.push(link);
      if (name === 'a') this.link = link;
    }
  }

  ontext(text: string): void {
    if (this.unread > 0) return;
    this.words.push(text);
    this.label(text);
  }

  onclosetag(name: string): void {
    if (NOT_READ.has(name)) this.unread -= 1;
    if (name !== 'a' || !this.link) return;
    this.link.label = this.link.label.replace(/\s+/g, ' ').trim().slice(0, 80);
    this.link = undefined;
  }

  private image({ src = '', alt }: Record<string, string>): void {
    this.images.push({ src: src.trim(), alt: alt?.trim() ?? null });
    if (alt) this.label(` ${alt}`);
  }

  /** A parser tells text in pieces, one per entity: only the first ones can matter. */
  private label(text: string): void {
    if (this.link && this.link.label.length < ENOUGH_LABEL) this.link.label += text;
  }
}

function isDead(href: string, anchors: ReadonlySet<string>): boolean {
  if (href === '' || href === '#') return true;
  if (href.startsWith('#')) return !anchors.has(href.slice(1));
  if (/^(mailto|tel):\s*(\?|$)/i.test(href)) return true;
  return /^https?:/i.test(href) && !URL.canParse(href);
}
