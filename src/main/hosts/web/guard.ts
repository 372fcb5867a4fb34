import { pagePath } from '../../core/policy/page-path.ts';

/**
 * Who may talk to the loopback server: a pure decision over the request's headers.
 *
 * A web page anywhere can make the user's browser send requests to 127.0.0.1, so being reachable from this machine
 * only is no protection. The exact Host defeats DNS rebinding, Origin and Sec-Fetch-Site defeat cross-site requests,
 * and the session cookie (from a link that works once) keeps other users and programs of the machine out.
 */
export interface GuardRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

export interface GuardState {
  readonly port: number;
  /** True for a link that was issued and not used yet; calling it uses the link up. */
  readonly redeem: (ticket: string) => boolean;
  readonly isSession: (session: string) => boolean;
}

export type Verdict =
  | { readonly action: 'serve'; readonly path: string }
  | { readonly action: 'login' }
  | { readonly action: 'refuse'; readonly status: 400 | 401 | 403 | 404 | 405; readonly reason: string };

export const cookieName = (port: number): string => `bifronte-${port}`;

const refuse = (status: 400 | 401 | 403 | 404 | 405, reason: string): Verdict => ({ action: 'refuse', status, reason });

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function sessionOf(header: string | undefined, port: number): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === cookieName(port) && value) return value;
  }
  return null;
}

/** What both kinds of request must satisfy: the exact host, and no foreign page behind it. */
function foreign(request: GuardRequest, state: GuardState, originRequired: boolean): Verdict | null {
  const host = single(request.headers['host']);
  if (host !== `127.0.0.1:${state.port}`) return refuse(403, 'wrong host');
  const origin = single(request.headers['origin']);
  if (origin === undefined ? originRequired : origin !== `http://127.0.0.1:${state.port}`) {
    return refuse(403, 'wrong origin');
  }
  const site = single(request.headers['sec-fetch-site']);
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return refuse(403, 'cross-site request');
  return null;
}

/** Decides on an ordinary request: pages, scripts, fonts, and the link that opens a session. */
export function judge(request: GuardRequest, state: GuardState): Verdict {
  const outside = foreign(request, state, false);
  if (outside) return outside;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'only GET is served');
  let url: URL;
  try {
    url = new URL(request.url, `http://127.0.0.1:${state.port}`);
  } catch {
    return refuse(400, 'not a URL');
  }
  if (url.host !== `127.0.0.1:${state.port}`) return refuse(403, 'wrong host');
  const ticket = url.searchParams.get('ticket');
  if (ticket !== null) {
    return url.pathname === '/' && state.redeem(ticket)
      ? { action: 'login' }
      : refuse(401, 'this link was used before');
  }
  const session = sessionOf(single(request.headers['cookie']), state.port);
  if (session === null || !state.isSession(session)) return refuse(401, 'no session');
  let path: string | null;
  try {
    path = pagePath(url.pathname);
  } catch {
    return refuse(400, 'not a path');
  }
  return path === null ? refuse(404, 'no such page') : { action: 'serve', path };
}

/** Decides on the upgrade to a socket: a browser always sends Origin there, so it is required. */
export function judgeUpgrade(request: GuardRequest, state: GuardState): Verdict {
  const outside = foreign(request, state, true);
  if (outside) return outside;
  if (request.method !== 'GET' || request.url !== '/socket') return refuse(404, 'no such socket');
  const session = sessionOf(single(request.headers['cookie']), state.port);
  if (session === null || !state.isSession(session)) return refuse(401, 'no session');
  return { action: 'serve', path: '/socket' };
}
