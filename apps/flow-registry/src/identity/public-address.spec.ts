import { PublicAddress } from './public-address.ts';

describe('the public address', () => {
  const named = new PublicAddress({ publicUrl: 'https://aftercall.example', isLoopback: false });
  const plain = new PublicAddress({ publicUrl: 'http://192.168.1.5:4000', isLoopback: false });
  const local = new PublicAddress({ publicUrl: undefined, isLoopback: true });
  const anywhere = new PublicAddress({ publicUrl: undefined, isLoopback: false });

  it('lets cookies travel unencrypted on this machine alone, or when it is said', () => {
    expect([named, plain, local, anywhere].map((address) => address.isSecure)).toEqual([true, false, false, true]);
  });

  it('knows its own pages by the configured origin', () => {
    expect(named.isOwn('https://aftercall.example', 'registry.internal')).toBe(true);
    for (const origin of [
      'http://aftercall.example',
      'https://aftercall.example:8443',
      'https://aftercall.example.evil.example',
      'null',
      undefined,
    ]) {
      expect(named.isOwn(origin, 'aftercall.example')).toBe(false);
    }
  });

  it('knows them by the host that was asked when nothing is configured', () => {
    expect(local.isOwn('http://127.0.0.1:4000', '127.0.0.1:4000')).toBe(true);
    expect(anywhere.isOwn('https://Aftercall.example', 'AFTERCALL.example')).toBe(true);
    for (const origin of ['http://127.0.0.1:4001', 'http://localhost:4000', 'null', '', undefined]) {
      expect(local.isOwn(origin, '127.0.0.1:4000')).toBe(false);
    }
    expect(local.isOwn('http://127.0.0.1:4000', undefined)).toBe(false);
  });

  it('hands out addresses that the browser can follow, and no text that a header smuggles in', () => {
    expect(named.baseUrl('evil.example')).toBe('https://aftercall.example');
    expect(local.baseUrl('127.0.0.1:4000')).toBe('http://127.0.0.1:4000');
    expect(local.baseUrl('[::1]:4000')).toBe('http://[::1]:4000');
    for (const host of ['a b', "x; script-src 'unsafe-inline'", 'x/y', undefined]) {
      expect(local.baseUrl(host)).toBe('http://localhost');
    }
    expect([named, local].map((address) => address.socketOrigin('127.0.0.1:1'))).toEqual([
      'wss://aftercall.example',
      'ws://127.0.0.1:1',
    ]);
  });
});
