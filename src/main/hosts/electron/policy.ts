import { pagePath } from '../../core/policy/page-path.ts';

/**
 * What a window of the Electron host may do: pure decisions, so that hostile inputs can be tried on them in tests.
 * Sources: Electron's security checklist (sandbox, navigation, window opening, permissions, IPC senders, openExternal).
 */

/** Our own scheme: a standard, secure origin that no web page has, without a port and without file access. */
export const SCHEME = 'bifronte';
export const ORIGIN = `${SCHEME}://app`;
export const START_URL = `${ORIGIN}/`;

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** True for a URL of the window's own pages. */
export function isOwnUrl(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed !== null &&
    parsed.protocol === `${SCHEME}:` &&
    parsed.host === 'app' &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/** A window never leaves its page: only a reload of it is navigation that may happen. */
export function mayNavigate(url: string): boolean {
  const parsed = parse(url);
  return isOwnUrl(url) && parsed?.pathname === '/';
}

/** The URL in a form that is safe to hand to the system, or null: `https:` and `mailto:` only, nothing hidden in it. */
export function externalUrl(url: string): string | null {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
  if (/[\u0000-\u0020\u007f-\u009f\u2028\u2029]/.test(url)) return null;
  const parsed = parse(url);
  if (!parsed || parsed.username !== '' || parsed.password !== '') return null;
  if (parsed.protocol === 'https:') return parsed.host === '' ? null : parsed.href;
  if (parsed.protocol === 'mailto:') return /^mailto:[^?&\s@]+@[^?&\s@]+$/.test(parsed.href) ? parsed.href : null;
  return null;
}

/** No page needs the camera, the microphone, the place or a device; writing to the clipboard is the one permission. */
export function mayUse(permission: string, origin: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnUrl(origin);
}

export interface Sender {
  /** The URL of the frame that sent the message, or null when the frame is gone. */
  readonly url: string | null;
  /** True for the top frame of a window. */
  readonly top: boolean;
}

/** Only the top frame of our own page is listened to. */
export function isTrustedSender(sender: Sender): boolean {
  return sender.top && sender.url !== null && isOwnUrl(sender.url);
}

/** The file below the built window that a request of our scheme names, or null when it names none. */
export function filePathOf(url: string): string | null {
  if (!isOwnUrl(url)) return null;
  try {
    return pagePath(new URL(url).pathname);
  } catch {
    return null;
  }
}
