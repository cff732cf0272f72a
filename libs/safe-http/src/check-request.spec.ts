import { checkRequest } from './check-request.ts';
import type { SafeRequest } from './request.ts';

const request: SafeRequest = {
  method: 'POST',
  url: 'https://desk.example/tickets?source=voice',
  headers: [['Content-Type', 'application/json']],
  timeoutMs: 1000,
  maxResponseBytes: 1000,
  laneKey: 'lane',
  maxConnections: 1,
};

describe('checkRequest', () => {
  it('accepts an ordinary request', () => {
    expect(checkRequest(request)).toEqual({ url: new URL(request.url) });
  });

  it.each([
    'ftp://desk.example/secret-path',
    'file:///etc/passwd?secret-path',
    'javascript:secret-path',
    '/secret-path',
    'desk.example/secret-path',
    'http://',
    'https://user:secret-path@desk.example/',
    'https://secret-path@desk.example/',
    'http://127.0.0.1:99999/secret-path',
    'http://[fe80::1%25eth0]/secret-path',
    '',
  ])('refuses the URL %p and does not repeat it', (url) => {
    const checked = checkRequest({ ...request, url });
    expect(checked).toEqual({ problem: expect.stringMatching(/^the URL /) });
    expect(JSON.stringify(checked)).not.toContain('secret-path');
  });

  it.each(['CONNECT', 'TRACE', 'get', '', 'GET / HTTP/1.1\r\nX: y'])('refuses the method %p', (method) => {
    expect(checkRequest({ ...request, method })).toEqual({ problem: expect.stringContaining('method') });
  });

  it.each(['Host', 'content-length', 'Transfer-Encoding', 'CONNECTION', 'Proxy-Authorization', 'Upgrade', 'Expect'])(
    'refuses the header %s',
    (name) =>
      expect(checkRequest({ ...request, headers: [[name, 'x']] })).toEqual({ problem: expect.stringContaining(name) }),
  );
});
