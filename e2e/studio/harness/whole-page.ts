import type { Page } from '@aftercall/dev-harness/browser';
import { eventually } from './eventually.ts';

/** Opens a place, and waits until nothing is loading any more. */
export async function openWhole(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  await eventually(async () => {
    expect(await page.locator('[aria-busy="true"]').count()).toBe(0);
  });
}

/** Nothing is only to be reached by scrolling sideways (WCAG 1.4.10). */
export async function staysInside(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth: whole, clientWidth: seen } = document.documentElement;
    return { scrollWidth: whole, clientWidth: seen };
  });
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
}
