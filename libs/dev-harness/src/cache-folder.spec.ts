import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCacheFolder } from './cache-folder.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall-caches-'));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

describe('findCacheFolder', () => {
  it('makes the folder that AFTERCALL_CACHE names, for this user only', () => {
    const folder = join(place, 'a', 'b');
    expect(findCacheFolder({ AFTERCALL_CACHE: folder, XDG_CACHE_HOME: join(place, 'other') })).toBe(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(existsSync(join(place, 'other'))).toBe(false);
  });

  it("is in the user's cache folder, whatever clone asks", () => {
    expect(findCacheFolder({ XDG_CACHE_HOME: place })).toBe(join(place, 'aftercall'));
  });

  it('goes elsewhere when the usual place cannot be had, or others may write there', () => {
    writeFileSync(join(place, 'file'), '');
    const elsewhere = join(place, `aftercall-cache-${String(process.getuid?.() ?? '')}`);
    expect(findCacheFolder({ XDG_CACHE_HOME: join(place, 'file'), TMPDIR: place })).toBe(elsewhere);
    mkdirSync(join(place, 'aftercall'));
    chmodSync(join(place, 'aftercall'), 0o777);
    expect(findCacheFolder({ XDG_CACHE_HOME: place, TMPDIR: place })).toBe(elsewhere);
  });

  it('does not go elsewhere when it was told where', () => {
    writeFileSync(join(place, 'file'), '');
    expect(() => findCacheFolder({ AFTERCALL_CACHE: join(place, 'file') })).toThrow('Remedy: set AFTERCALL_CACHE');
  });
});
