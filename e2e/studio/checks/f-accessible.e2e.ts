import { fillWorkspace } from '../flows/routes.ts';
import { acceptance, type Scheme } from '../harness/acceptance.ts';
import { findAccessibilityProblems } from '../harness/axe.ts';
import type { Studio } from '../harness/studio.ts';
import { openWhole } from '../harness/whole-page.ts';

const { rowInBothThemes } = acceptance();
const phone = { width: 390, height: 844 };
const EVERY_PAGE_TIMEOUT_MS = 300_000;

/** What axe finds on each page, with the page's path. */
async function problemsOnEveryPage(studio: Studio, scheme: Scheme): Promise<string[]> {
  const { workspace, routes } = await fillWorkspace(studio);
  const found: string[] = [];
  for (const viewport of [undefined, phone]) {
    const person = await studio.signIn(workspace, 'ADMIN', { scheme, ...(viewport === undefined ? {} : { viewport }) });
    for (const route of routes) {
      if (route === '/no-such-page') person.watch.expect(/404/);
      await openWhole(person.page, person.origin + route);
      const problems = await findAccessibilityProblems(person.page);
      found.push(...problems.map((problem) => `${route} at ${String(viewport?.width ?? 1440)}: ${problem}`));
    }
  }
  return found;
}

rowInBothThemes(
  'F1',
  async (studio, scheme) => {
    expect(await problemsOnEveryPage(studio, scheme)).toEqual([]);
  },
  EVERY_PAGE_TIMEOUT_MS,
);
