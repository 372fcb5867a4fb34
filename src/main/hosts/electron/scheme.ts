import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NONCE_PLACEHOLDER, contentSecurityPolicy } from '../../core/policy/csp.ts';
import { filePathOf } from './policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Answers a request of our scheme with a file of the built window; the page itself gets its policy and a nonce. */
export async function serveScheme(root: string, url: string): Promise<Response> {
  const requested = filePathOf(url);
  if (requested === null) return new Response('refused', { status: 403 });
  const file = path.join(root, requested === '/' ? 'index.html' : requested);
  const type = types[path.extname(file)];
  if (!type) return new Response('not found', { status: 404 });
  let body: Buffer;
  try {
    body = await readFile(file);
  } catch {
    return new Response('not found', { status: 404 });
  }
  const headers: Record<string, string> = { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' };
  if (path.extname(file) !== '.html') return new Response(new Uint8Array(body), { headers });
  const nonce = randomBytes(16).toString('base64');
  headers['Content-Security-Policy'] = contentSecurityPolicy(nonce);
  return new Response(body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce), { headers });
}
