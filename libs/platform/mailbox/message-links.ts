import { Parser } from 'htmlparser2';

/** A link a reader of the message can follow. */
export interface MessageLink {
  url: string;
  /** The words of the link; the alternative text when it is an image; empty in the plain-text part. */
  text: string;
  part: 'html' | 'text';
}

function htmlLinks(html: string): MessageLink[] {
  const links: MessageLink[] = [];
  let open: MessageLink | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if ((name === 'a' || name === 'area') && attributes.href) {
        open = { url: attributes.href.trim(), text: attributes.alt ?? '', part: 'html' };
        links.push(open);
      } else if (name === 'img' && open && attributes.alt) {
        open.text += attributes.alt;
      }
    },
    ontext(text) {
      if (open) open.text += text;
    },
    onclosetag(name) {
      if (name === 'a') open = undefined;
    },
  });
  parser.end(html);
  return links.map((link) => ({ ...link, text: link.text.replace(/\s+/g, ' ').trim() }));
}

function textLinks(text: string): MessageLink[] {
  const found = text.match(/\bhttps?:\/\/[^\s<>"]+/gi) ?? [];
  // Punctuation after an address belongs to the sentence.
  return found.map((url) => ({ url: url.replace(/[.,;:!?)\]]+$/, ''), text: '', part: 'text' as const }));
}

/** The links of both parts in reading order; a link that appears twice is listed twice. */
export function findLinks(parts: { html: string | null; text: string | null }): MessageLink[] {
  return [...htmlLinks(parts.html ?? ''), ...textLinks(parts.text ?? '')];
}
