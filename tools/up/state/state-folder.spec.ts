import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSay } from '../say.ts';
import { stateFolderOf, takeStateFolder } from './state-folder.ts';

let place: string;
let folder: string;
const said: string[] = [];
const say = createSay(
  (line) => said.push(line),
  (_, text) => text,
);
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall-state-'));
  folder = join(place, '.aftercall');
  said.length = 0;
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

describe('takeStateFolder', () => {
  it('makes a folder that only its owner may enter, and gives it free again', () => {
    takeStateFolder(folder, say).release();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(['layout']);
    takeStateFolder(folder, say).release();
    expect(said).toEqual([]);
  });

  it('names the one that is up, with its process, its start and its URLs', () => {
    const lock = takeStateFolder(folder, say);
    const take = (): unknown => takeStateFolder(folder, say);
    expect(take).toThrow(
      new RegExp(`up already: process ${String(process.pid)}, since \\S+Z \\(it is still starting\\)`),
    );
    const urls = { graphqlUrl: 'http://127.0.0.1:4000/graphql', intakeUrl: 'http://127.0.0.1:4010/v1/call-events' };
    writeFileSync(join(folder, 'up.json'), JSON.stringify(urls));
    expect(take).toThrow(/GraphQL http:\/\/127\.0\.0\.1:4000\/graphql, call events http:\/\/127\.0\.0\.1:4010\//);
    lock.release();
  });

  it('moves aside what another version left, and says so', () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'layout'), '0\n');
    writeFileSync(join(folder, 'secrets.json'), 'theirs');
    takeStateFolder(folder, say).release();
    expect(readdirSync(folder)).toEqual(['layout']);
    const aside = readdirSync(place).find((name) => name.startsWith('.aftercall.old-'));
    expect(existsSync(join(place, aside ?? '', 'secrets.json'))).toBe(true);
    expect(said).toEqual([expect.stringContaining(`moved to ${join(place, aside ?? '')}`)]);
  });

  it('takes a folder in which so far only an installation took place', () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'install.lock'), '1');
    takeStateFolder(folder, say).release();
    expect(readdirSync(place)).toEqual(['.aftercall']);
  });
});

describe('stateFolderOf', () => {
  it('is .aftercall unless AFTERCALL_FOLDER says otherwise', () => {
    delete process.env['AFTERCALL_FOLDER'];
    expect(stateFolderOf('/srv/aftercall')).toBe('/srv/aftercall/.aftercall');
    process.env['AFTERCALL_FOLDER'] = 'elsewhere';
    expect(stateFolderOf('/srv/aftercall')).toBe('/srv/aftercall/elsewhere');
    delete process.env['AFTERCALL_FOLDER'];
  });
});
