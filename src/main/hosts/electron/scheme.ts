import { windowFile } from '../../core/policy/window-files.ts';
import { filePathOf } from './policy.ts';

/** Answers a request of our scheme with a file of the built window; the page itself gets its policy and a nonce. */
export async function serveScheme(root: string, url: string): Promise<Response> {
  const requested = filePathOf(url);
  if (requested === null) return new Response('refused', { status: 403 });
  const file = await windowFile(root, requested);
  if (!file) return new Response('not found', { status: 404 });
  const headers: Record<string, string> = { 'Content-Type': file.type, 'X-Content-Type-Options': 'nosniff' };
  if (file.policy !== null) headers['Content-Security-Policy'] = file.policy;
  return new Response(typeof file.body === 'string' ? file.body : new Uint8Array(file.body), { headers });
}
