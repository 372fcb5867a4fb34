import { windowFile } from '../../core/policy/window-files.ts';

export interface StaticAnswer {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** The headers every answer carries, whatever it is. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
};

/** A file of the built window below `root`; `/` is the page itself, with a fresh nonce. `path` was checked by the guard. */
export async function staticFile(root: string, requested: string): Promise<StaticAnswer> {
  const file = await windowFile(root, requested);
  if (!file) return { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'not found' };
  const { type, body, policy } = file;
  if (policy !== null) {
    const headers = { 'Content-Type': type, 'Cache-Control': 'no-store', 'Content-Security-Policy': policy };
    return { status: 200, headers, body };
  }
  const cache = requested.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
  return { status: 200, headers: { 'Content-Type': type, 'Cache-Control': cache }, body };
}
