/** The one Trusted Types policy of the window: it lets through the addresses of its own worker scripts, no markup. */
const WORKER_POLICY = 'bifronte-workers';

/**
 * The content security policy of every window: only our own scripts, styles, fonts and connections, no inline script,
 * and no string becomes markup (Trusted Types). `nonce` lets the editor add its style sheet.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `worker-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `font-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types ${WORKER_POLICY}`,
  ].join('; ');
}

/** The placeholder in `index.html` that each response replaces by a fresh nonce. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';
