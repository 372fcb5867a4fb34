import { describe, expect, it } from 'vitest';
import { cookieName, judge, judgeUpgrade } from '../../src/main/hosts/web/guard.ts';
import type { GuardRequest, GuardState } from '../../src/main/hosts/web/guard.ts';
import { Sessions } from '../../src/main/hosts/web/sessions.ts';

const PORT = 43210;

function world(): { state: GuardState; sessions: Sessions; cookie: string } {
  const sessions = new Sessions();
  const state: GuardState = {
    port: PORT,
    redeem: (ticket) => sessions.redeem(ticket),
    isSession: (session) => sessions.isSession(session),
  };
  return { state, sessions, cookie: `${cookieName(PORT)}=${sessions.newSession()}` };
}

function request(url: string, headers: GuardRequest['headers'] = {}, method = 'GET'): GuardRequest {
  return { method, url, headers: { host: `127.0.0.1:${PORT}`, ...headers } };
}

describe('the guard of the web host', () => {
  it('serves a page to a window that holds a session', () => {
    const { state, cookie } = world();
    expect(judge(request('/assets/app.js', { cookie }), state)).toEqual({ action: 'serve', path: '/assets/app.js' });
  });

  it('opens a session for a link, once', () => {
    const { state, sessions } = world();
    const url = `/?ticket=${sessions.newTicket()}`;
    expect(judge(request(url), state)).toEqual({ action: 'login' });
    expect(judge(request(url), state)).toMatchObject({ action: 'refuse', status: 401 });
  });

  it.each([
    ['no cookie', {}],
    ['a made-up session', { cookie: `${cookieName(PORT)}=AAAA` }],
    ['a session of another port', { cookie: `bifronte-1=AAAA` }],
    ['an empty session', { cookie: `${cookieName(PORT)}=` }],
  ])('refuses %s', (_, headers) => {
    const { state } = world();
    expect(judge(request('/', headers), state)).toMatchObject({ action: 'refuse', status: 401 });
    const upgrade = request('/socket', { ...headers, origin: `http://127.0.0.1:${PORT}` });
    expect(judgeUpgrade(upgrade, state)).toMatchObject({ action: 'refuse', status: 401 });
  });

  it.each([
    ['a name that was rebound to this machine', { host: 'evil.example' }],
    ['localhost, which is another origin', { host: `localhost:${PORT}` }],
    ['another port', { host: '127.0.0.1:1' }],
    ['no host', { host: undefined }],
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['a cross-site navigation', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a sibling port', { 'sec-fetch-site': 'same-site' }],
    ['two origins', { origin: ['http://127.0.0.1:43210', 'https://evil.example'].join(', ') }],
  ])('refuses %s even with a valid session', (_, headers) => {
    const { state, cookie } = world();
    const page = { method: 'GET', url: '/', headers: { host: `127.0.0.1:${PORT}`, cookie, ...headers } };
    expect(judge(page, state)).toMatchObject({ action: 'refuse', status: 403 });
    const socket = {
      method: 'GET',
      url: '/socket',
      headers: { host: `127.0.0.1:${PORT}`, origin: `http://127.0.0.1:${PORT}`, cookie, ...headers },
    };
    expect(judgeUpgrade(socket, state)).toMatchObject({ action: 'refuse', status: 403 });
  });

  it('requires an Origin for the socket', () => {
    const { state, cookie } = world();
    expect(judgeUpgrade(request('/socket', { cookie }), state)).toMatchObject({ action: 'refuse', status: 403 });
    const good = request('/socket', { cookie, origin: `http://127.0.0.1:${PORT}` });
    expect(judgeUpgrade(good, state)).toEqual({ action: 'serve', path: '/socket' });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE'])('serves no %s', (method) => {
    const { state, cookie } = world();
    expect(judge(request('/', { cookie }, method), state)).toMatchObject({ action: 'refuse', status: 405 });
  });

  it.each([
    '/assets/..%2f..%2fpackage.json',
    '/assets/%5c..%5csecret',
    '/.git/config',
    '/assets/.env',
    '/a%00b',
    '/C:/windows',
    '/%E0%A4%A',
  ])('never leaves its folder: %s', (url) => {
    const { state, cookie } = world();
    const verdict = judge(request(url, { cookie }), state);
    expect(verdict.action).toBe('refuse');
  });

  it('reads dots in a path as the root of its own folder', () => {
    const { state, cookie } = world();
    const verdict = judge(request('/%2e%2e/../package.json', { cookie }), state);
    expect(verdict).toEqual({ action: 'serve', path: '/package.json' });
  });

  it('refuses an absolute URL of another host in the request line', () => {
    const { state, cookie } = world();
    expect(judge(request('http://evil.example/', { cookie }), state)).toMatchObject({ action: 'refuse' });
    expect(judge(request('//evil.example/', { cookie }), state)).toMatchObject({ action: 'refuse' });
  });
});
