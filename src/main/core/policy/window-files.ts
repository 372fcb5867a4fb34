import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NONCE_PLACEHOLDER, contentSecurityPolicy } from './csp.ts';

/** What the built window consists of; nothing else is given out. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

interface WindowFile {
  readonly type: string;
  readonly body: Buffer | string;
  /** The content security policy of a page, which has its nonce in it; null for what is no page. */
  readonly policy: string | null;
}

/**
 * A file of the built window below `root`, or null when there is none; `/` is the page itself. `requested` must have
 * been checked: it names nothing outside `root`.
 */
export async function windowFile(root: string, requested: string): Promise<WindowFile | null> {
  const file = path.join(root, requested === '/' ? 'index.html' : requested);
  const extension = path.extname(file);
  const type = TYPES[extension];
  if (!type) return null;
  try {
    const body = await readFile(file);
    if (extension !== '.html') return { type, body, policy: null };
    const nonce = randomBytes(16).toString('base64');
    const page = body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce);
    return { type, body: page, policy: contentSecurityPolicy(nonce) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR') return null;
    throw error;
  }
}
