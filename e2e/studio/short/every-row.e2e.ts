import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { places } from '../flows/routes.ts';
import { rows, type RowName } from '../acceptance-rows.ts';
import { exceptedRows } from '../excepted-rows.ts';

const folder = resolve(import.meta.dirname, '..');

/** The rows that some suite declares, each as often as it is declared. */
function declaredRows(): string[] {
  const files = ['checks', 'short'].flatMap((part) =>
    readdirSync(join(folder, part)).map((file) => readFileSync(join(folder, part, file), 'utf8')),
  );
  return files.flatMap((text) =>
    [...text.matchAll(/^\s*row(?:InBothThemes)?\(\s*'([A-F]\d+)'/gm)].map(([, name]) => name!),
  );
}

const router = resolve(import.meta.dirname, '../../../apps/studio/src/routes.ts');

/** The paths of the router that show a page; those that only lead on to another show none. */
function pathsOfPages(): string[] {
  const [, ...routes] = readFileSync(router, 'utf8').split('= createRoute(');
  return routes
    .filter((text) => /^  component:/m.test(text))
    .flatMap((text) => /^  path: '(.+)'/m.exec(text)?.[1] ?? []);
}

describe('the acceptance list', () => {
  it('has a test for each of its rows but those that are excepted, and no row twice', () => {
    const wholly = exceptedRows.filter(({ part }) => part === undefined).map(({ row }) => row);
    const expected = (Object.keys(rows) as RowName[]).filter((name) => !wholly.includes(name));
    expect(declaredRows().toSorted()).toEqual(expected.toSorted());
  });

  it('looks at every page that the router knows', () => {
    const paths = pathsOfPages();
    expect(paths.length).toBeGreaterThan(15);
    expect(places.map((place) => place.replace(/\?.*/, ''))).toEqual(expect.arrayContaining(paths));
  });

  it('names every exception with its reason, once', () => {
    expect(new Set(exceptedRows.map(({ row }) => row)).size).toBe(exceptedRows.length);
    for (const { row, why } of exceptedRows) {
      expect(Object.keys(rows)).toContain(row);
      expect(why.length).toBeGreaterThan(20);
    }
  });
});
