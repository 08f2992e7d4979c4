/** What the HTML of a message may do on a page: show itself. No scripts, no forms, no origin of its own. */
const POLICY = [
  'sandbox allow-popups',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src https: http: data:',
  'font-src https: data:',
  "base-uri 'none'",
  "form-action 'none'",
];

/** `frameAncestors` says who may show it in a frame: `'self'` or `'none'`. */
export function messagePolicy(frameAncestors: "'self'" | "'none'"): string {
  return [...POLICY, `frame-ancestors ${frameAncestors}`].join('; ');
}
