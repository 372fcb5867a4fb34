/**
 * The content security policy of every window: only our own scripts, styles, fonts and connections, no inline script,
 * and no string becomes markup (Trusted Types). `nonce` lets the editor add its style sheet.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `font-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}

/** The placeholder in `index.html` that each response replaces by a fresh nonce. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';
