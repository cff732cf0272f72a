import { inspect } from 'node:util';
import { readKeyRing } from './key-ring.ts';

const one = Buffer.alloc(32, 1).toString('base64');
const two = Buffer.alloc(32, 250).toString('base64url');

function problemOf(text: string): string {
  const reading = readKeyRing(text);
  return 'problem' in reading ? reading.problem : 'none';
}

describe('readKeyRing', () => {
  it('reads keys in base64 and base64url', () => {
    const reading = readKeyRing(JSON.stringify({ 'kek-2026.1': one, old: two }));
    if (!('keyRing' in reading)) throw new Error(reading.problem);
    expect(reading.keyRing.getKey('kek-2026.1')).toEqual(Buffer.alloc(32, 1));
    expect(reading.keyRing.getKey('old')).toEqual(Buffer.alloc(32, 250));
    expect(reading.keyRing.has('new')).toBe(false);
    expect(() => reading.keyRing.getKey('new')).toThrow(expect.objectContaining({ code: 'KEY_UNKNOWN' }));
  });

  it.each([
    ['no JSON', 'hunter2', 'must be JSON'],
    ['a list', JSON.stringify([one]), 'must be JSON'],
    ['no key at all', '{}', 'must be JSON'],
    ['31 bytes', JSON.stringify({ k1: Buffer.alloc(31, 1).toString('base64') }), 'key "k1" must be base64 of 32 bytes'],
    ['33 bytes', JSON.stringify({ k1: Buffer.alloc(33, 1).toString('base64') }), 'key "k1" must be base64 of 32 bytes'],
    ['a pass phrase', JSON.stringify({ k1: 'correct horse battery staple, and more' }), 'key "k1" must be base64'],
    ['a number', JSON.stringify({ k1: 7 }), 'key "k1" must be base64'],
    ['an odd id', JSON.stringify({ 'k 1': one }), 'has a key id that is not'],
    ['the same bytes twice', JSON.stringify({ k1: one, k2: one }), 'keys "k1" and "k2" are the same bytes'],
  ])('refuses %s', (_, text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(problemOf(text)).not.toMatch(/hunter2|correct horse|AQEBAQ/);
  });

  it('gives a ring that prints no key', () => {
    expect(inspect(readKeyRing(JSON.stringify({ k1: one })), { depth: 10, showHidden: true })).not.toMatch(
      /01 01|AQEB/,
    );
  });
});
