import helmet from 'helmet';
import type { RequestHandler } from 'express';

const ONE_YEAR_SECONDS = 31_536_000;

/** Content security policy of every answer; pages that carry inline style pass their nonce. */
export function contentSecurityPolicy(nonce?: string): string {
  const style = nonce === undefined ? '' : ` 'nonce-${nonce}'`;
  return [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src-elem 'self'${style}`,
    `style-src-attr 'none'`,
    `img-src 'self' data: https:`,
    `connect-src 'self'`,
    `frame-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Security headers of every answer. HSTS only behind TLS: over plain http browsers ignore it, and localhost must not learn it. */
export function securityHeaders(options: { https: boolean }): RequestHandler[] {
  const policy = contentSecurityPolicy();
  return [
    helmet({
      contentSecurityPolicy: false,
      strictTransportSecurity: options.https ? { maxAge: ONE_YEAR_SECONDS, includeSubDomains: false } : false,
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      xFrameOptions: { action: 'deny' },
      // Images and scripts of public pages (open pixel, form embed) are loaded by other sites; their own routes relax this.
      crossOriginResourcePolicy: { policy: 'same-origin' },
    }),
    (request, response, next) => {
      response.setHeader('Content-Security-Policy', policy);
      // Answers about people belong into no cache.
      if (request.path.startsWith('/api/v1/')) response.setHeader('Cache-Control', 'no-store');
      next();
    },
  ];
}
