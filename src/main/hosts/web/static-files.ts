import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NONCE_PLACEHOLDER, contentSecurityPolicy } from '../../core/policy/csp.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

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
  const file = path.join(root, requested === '/' ? 'index.html' : requested);
  const type = types[path.extname(file)];
  const missing: StaticAnswer = { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'not found' };
  if (!type) return missing;
  try {
    if (requested !== '/') {
      const immutable = requested.startsWith('/assets/');
      const cache = immutable ? 'private, max-age=31536000, immutable' : 'no-cache';
      return { status: 200, headers: { 'Content-Type': type, 'Cache-Control': cache }, body: await readFile(file) };
    }
    const nonce = randomBytes(16).toString('base64');
    const page = (await readFile(file, 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce);
    return {
      status: 200,
      headers: {
        'Content-Type': type,
        'Cache-Control': 'no-store',
        'Content-Security-Policy': contentSecurityPolicy(nonce),
      },
      body: page,
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'EISDIR') {
      return missing;
    }
    throw error;
  }
}
