import { fillWorkspace, type FilledWorkspace } from '../flows/routes.ts';
import { acceptance, type Scheme } from '../harness/acceptance.ts';
import { findAccessibilityProblems } from '../harness/axe.ts';
import type { Studio } from '../harness/studio.ts';
import { openWhole } from '../harness/whole-page.ts';

const { rowInBothThemes } = acceptance();
const EVERY_PAGE_TIMEOUT_MS = 300_000;

interface Look {
  readonly scheme: Scheme;
  readonly viewport: { readonly width: number; readonly height: number };
}

/** What axe finds on each page at one size of the window, with the page's path. */
async function problemsOnEveryPage(
  studio: Studio,
  { workspace, routes }: FilledWorkspace,
  look: Look,
): Promise<string[]> {
  const { page, origin, watch } = await studio.signIn(workspace, 'ADMIN', look);
  const found: string[] = [];
  for (const route of routes) {
    if (route === '/no-such-page') watch.expect(/404/);
    await openWhole(page, origin + route);
    const problems = await findAccessibilityProblems(page);
    found.push(...problems.map((problem) => `${route} at ${String(look.viewport.width)}: ${problem}`));
  }
  return found;
}

rowInBothThemes(
  'F1',
  async (studio, scheme) => {
    const filled = await fillWorkspace(studio);
    const sizes = [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ];
    const found = await Promise.all(sizes.map((viewport) => problemsOnEveryPage(studio, filled, { scheme, viewport })));
    expect(found.flat()).toEqual([]);
  },
  EVERY_PAGE_TIMEOUT_MS,
);
