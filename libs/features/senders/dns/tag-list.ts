export type TagList = { ok: true; tags: Map<string, string> } | { ok: false; reason: string };

/**
 * Reads `v=DKIM1; k=rsa; p=…` (RFC 6376 3.2; DMARC uses the same form): white space around names, values and semicolons means
 * nothing; names as they are written, in their order. `reason` continues "The record".
 */
export function parseTagList(text: string): TagList {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    const spec = part.trim();
    if (spec === '') continue;
    const equals = spec.indexOf('=');
    const name = spec.slice(0, Math.max(0, equals)).trim();
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
      return { ok: false, reason: `has a part that is no tag: "${spec.slice(0, 40)}"` };
    if (tags.has(name)) return { ok: false, reason: `has the tag ${name} twice` };
    tags.set(name, spec.slice(equals + 1).trim());
  }
  return { ok: true, tags };
}
