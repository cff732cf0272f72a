import type { AuthProfileContents } from '../auth-profiles/auth-profile.ts';
import { aSealedProfile } from '../auth-profiles/auth-profile-store.contract.ts';
import { usableCredential } from './usable-credential.ts';

const profile = aSealedProfile({ version: 4 });
const expiresAt = new Date('2026-11-20T09:05:00Z');
const credentialOf = (contents: AuthProfileContents) => usableCredential(profile, contents, expiresAt);
const basic = (username: string, password: string) =>
  credentialOf({ kind: 'BASIC', settings: null, secret: { username, password } });

describe('usableCredential', () => {
  it('says whose it is, where it may go and until when', () => {
    expect(credentialOf({ kind: 'BEARER', settings: null, secret: { token: 'abcdefgh' } })).toEqual({
      profileId: profile.id,
      version: 4,
      headers: [['Authorization', 'Bearer abcdefgh']],
      query: [],
      body: [],
      origins: ['https://desk.example', 'http://127.0.0.1:4090'],
      secrets: ['abcdefgh'],
      expiresAt: '2026-11-20T09:05:00.000Z',
    });
  });

  it('puts each value of an API key in its place, and strikes each once', () => {
    const pairs = [
      { in: 'QUERY', name: 'key' },
      { in: 'HEADER', name: 'X-Id' },
      { in: 'BODY', name: 'token' },
      { in: 'HEADER', name: 'X-Key' },
    ] as const;
    const credential = credentialOf({
      kind: 'API_KEY',
      settings: { pairs },
      secret: { values: ['q', 'id', 'b', 'q'] },
    });
    expect(credential).toMatchObject({
      headers: [
        ['X-Id', 'id'],
        ['X-Key', 'q'],
      ],
      query: [['key', 'q']],
      body: [['token', 'b']],
      secrets: ['q', 'id', 'b'],
    });
  });

  it('encodes Basic as RFC 7617 does, in UTF-8', () => {
    expect(basic('Aladdin', 'open sesame').headers).toEqual([['Authorization', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==']]);
    expect(basic('test', '123£').headers).toEqual([['Authorization', 'Basic dGVzdDoxMjPCow==']]);
  });

  it.each([
    ['a long user name and a password', 'support', 'hunter2', ['c3VwcG9ydDpodW50ZXIy', 'support', 'hunter2']],
    ['a short user name', 'crm', 'hunter2', ['Y3JtOmh1bnRlcjI=', 'hunter2']],
    ['a short user name and a short password', 'crm', 'xy', ['Y3JtOnh5', 'xy']],
    ['a key as user name, no password', 'sk_live_1', '', ['c2tfbGl2ZV8xOg==', 'sk_live_1']],
    ['a key as user name, a placeholder as password', 'sk_live_1', 'X', ['c2tfbGl2ZV8xOlg=', 'sk_live_1']],
    ['no user name', '', 'hunter2', ['Omh1bnRlcjI=', 'hunter2']],
  ])('strikes of Basic with %s the pair and what may be secret', (_, username, password, secrets) => {
    expect(basic(username, password).secrets).toEqual(secrets);
  });
});
