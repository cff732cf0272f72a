import type { Locator, Page } from '@aftercall/dev-harness/browser';

/** A list of actions, of the workspace or of one agent, with the dialog Create New Action. */
export class ActionsScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get createButton(): Locator {
    return this.page.getByRole('main').getByRole('button', { name: 'Create New Action' }).first();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Create New Action' });
  }

  get nameField(): Locator {
    return this.dialog.getByRole('textbox', { name: 'Name', exact: true });
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: 'Search by name' });
  }

  row(name: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  get rows(): Locator {
    return this.page.getByRole('table', { name: 'Actions' }).locator('tbody').getByRole('row');
  }

  /** Makes an action as its author does, by the dialog. */
  async create(name: string, button: 'Save' | 'Save & Edit Flow'): Promise<void> {
    await this.createButton.click();
    await this.nameField.fill(name);
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
  }
}
