import type { Locator, Page } from '@aftercall/dev-harness/browser';
import { eventually } from '../harness/eventually.ts';

/** The list of runs. */
export class RunsScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get rows(): Locator {
    return this.page.getByRole('table', { name: 'Runs' }).locator('tbody').getByRole('row');
  }

  rowOf(callId: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name: callId, exact: true }) });
  }
}

/** The page of one run. */
export class RunScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get status(): Locator {
    return this.page.getByTestId('run-status');
  }

  step(key: string): Locator {
    return this.page.getByTestId('canvas').getByTestId(`node-${key}`);
  }

  get panel(): Locator {
    return this.page.getByRole('region', { name: /^Step / });
  }

  async becomes(status: string, deadlineMs?: number): Promise<void> {
    await eventually(async () => {
      expect(await this.status.textContent()).toContain(status);
    }, deadlineMs);
  }

  async shows(view: 'Graph' | 'Timeline' | 'List'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'View' }).getByText(view, { exact: true }).click();
  }
}
