import Handlebars from 'handlebars';
import { URL_PART_HELPER, URL_WHOLE_HELPER } from '../render/helper-names';

export type LinkTarget =
  | { kind: 'tracked' }
  | { kind: 'system'; page: 'unsubscribe' | 'preferences' | 'viewInBrowser' }
  /** Left as it is apart from merge fields: mailto and tel. */
  | { kind: 'direct' }
  | { kind: 'anchor' }
  | { kind: 'refused'; reason: string };

const SYSTEM = /^\{\{~?\s*links\.(unsubscribe|preferences|viewInBrowser)\s*~?\}\}$/;

/** What a link of the message may point to; `href` is decoded and trimmed. */
export function checkLinkTarget(href: string): LinkTarget {
  const system = SYSTEM.exec(href)?.[1];
  if (system !== undefined) return { kind: 'system', page: system as 'unsubscribe' };
  const shown = href.slice(0, 60);
  if (/\{\{~?\s*links\./.test(href)) return refuse(`The link "${shown}" must be the system link alone.`);
  if (href === '' || href.startsWith('#')) return { kind: 'anchor' };
  // Browsers skip control characters and white space inside a scheme.
  // eslint-disable-next-line no-control-regex
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href.replace(/[\s\u0000-\u001f]/g, ''))?.[1]?.toLowerCase();
  if (scheme === 'mailto' || scheme === 'tel') return { kind: 'direct' };
  if (scheme === 'http' || scheme === 'https') return checkWebTarget(href, shown);
  if (scheme !== undefined)
    return refuse(`Links may start with https, http, mailto or tel; "${shown}" does not.`);
  if (href.startsWith('{{')) return { kind: 'tracked' };
  return refuse(
    `The link "${shown}" is relative; a message needs the whole address, starting with https://.`,
  );
}

function checkWebTarget(href: string, shown: string): LinkTarget {
  const host = /^https?:\/\/([^/?#]*)/i.exec(href)?.[1] ?? '';
  if (host === '') return refuse(`The link "${shown}" has no host name.`);
  if (host.includes('{{') || host.includes('}}')) {
    return refuse(
      `The link "${shown}" has a merge field in its host name; put the whole address in one field instead.`,
    );
  }
  if (/[\s"'<>\\^`|]/.test(href.replace(/\{\{[\s\S]*?\}\}/g, ''))) {
    return refuse(`The link "${shown}" contains a character that must be percent-encoded.`);
  }
  return { kind: 'tracked' };
}

/**
 * A target that stays in the HTML: every merge field in it is wrapped so that its value is percent-encoded, or, when it
 * is the whole beginning, checked to be a web address. Undefined when the target contains blocks.
 */
export function toInlineTarget(href: string): string | undefined {
  const program = Handlebars.parse(href);
  let result = '';
  for (const node of program.body) {
    if (node.type === 'ContentStatement') {
      result += (node as hbs.AST.ContentStatement).value.replace(/&/g, '&amp;').replace(/"/g, '%22');
      continue;
    }
    if (node.type !== 'MustacheStatement') return undefined;
    const inner = href
      .slice(node.loc.start.column, node.loc.end.column)
      .replace(/^\{\{~?\s*|\s*~?\}\}$/g, '');
    const isCall = (node as hbs.AST.MustacheStatement).params.length > 0;
    const helper = result === '' ? URL_WHOLE_HELPER : URL_PART_HELPER;
    result += `{{${helper} ${isCall ? `(${inner})` : inner}}}`;
  }
  // The attribute is written in double quotes.
  return result.includes('"')
    ? result.replace(/"([^"]*)"/g, (_, text: string) => `'${text.replace(/'/g, '')}'`)
    : result;
}

function refuse(reason: string): LinkTarget {
  return { kind: 'refused', reason };
}
