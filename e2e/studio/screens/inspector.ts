import type { Locator, Page } from '@aftercall/dev-harness/browser';
import { eventually } from '../harness/eventually.ts';
import type { BuilderScreen } from './builder.ts';

/** The settings of the chosen node, and the drawer with what Send brought back. */
export class Inspector {
  readonly builder: BuilderScreen;
  readonly page: Page;

  constructor(builder: BuilderScreen) {
    this.builder = builder;
    this.page = builder.page;
  }

  get root(): Locator {
    return this.builder.inspector;
  }

  /** A text in which names may stand, or a plain one. */
  field(name: string): Locator {
    return this.root.getByRole('textbox', { name, exact: true });
  }

  /** Writes into a field in place of what stands there, as a person does: with the keyboard, over what is selected. */
  async write(name: string, text: string): Promise<void> {
    await this.field(name).click();
    await this.page.keyboard.press('Control+a');
    if (text === '') await this.page.keyboard.press('Delete');
    else await this.page.keyboard.insertText(text);
  }

  /** A list to choose from. */
  choice(name: string): Locator {
    return this.root.getByRole('combobox', { name, exact: true });
  }

  async choose(name: string, option: string): Promise<void> {
    await this.choice(name).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  get sendButton(): Locator {
    return this.root.getByRole('button', { name: 'Send', exact: true });
  }

  get result(): Locator {
    return this.page.getByRole('region', { name: 'Result of Send' });
  }

  get tree(): Locator {
    return this.result.getByRole('tree', { name: 'Data of the answer' });
  }

  /** The line of the tree with this name. */
  treeLine(name: string): Locator {
    return this.tree
      .getByRole('treeitem')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .first();
  }

  /** Sends, and waits until the answer, or why there is none, is shown. */
  async send(expected: RegExp | string): Promise<void> {
    await this.sendButton.click();
    await this.result.getByText(expected).first().waitFor();
  }

  async addHeader(name: string, value: string): Promise<void> {
    await this.builder.inspectorTab('Headers').click();
    await this.addRow('Header', name, value);
  }

  async addParameter(name: string, value: string): Promise<void> {
    await this.builder.inspectorTab('Params').click();
    await this.addRow('Parameter', name, value);
  }

  async writeJsonBody(text: string): Promise<void> {
    await this.builder.inspectorTab('Body').click();
    await this.root.getByRole('radiogroup', { name: 'Kind of body' }).getByText('JSON', { exact: true }).click();
    await this.write('Body', text);
  }

  private async addRow(what: 'Header' | 'Parameter', name: string, value: string): Promise<void> {
    const rows = this.root.getByRole('group', { name: new RegExp(`^${what} \\d+$`) });
    const number = String((await rows.count()) + 1);
    await this.root.getByRole('button', { name: `Add ${what.toLowerCase()}` }).click();
    await this.root.getByLabel(`${what} ${number} name`, { exact: true }).fill(name);
    await this.page.keyboard.press('Escape');
    await this.write(`${what} ${number} value`, value);
  }

  /** Types two braces into a field: the list of names opens. */
  async openNames(field: Locator): Promise<Locator> {
    await field.click();
    await this.page.keyboard.press('End');
    await this.page.keyboard.type('{{');
    const names = this.page.getByRole('listbox').filter({ has: this.page.getByRole('option') });
    await names.first().waitFor();
    return names.first();
  }

  /** The names that are offered in a field after two braces and this beginning. */
  async offeredIn(field: Locator, beginning: string): Promise<string> {
    const names = await this.openNames(field);
    await this.page.keyboard.type(beginning);
    let offered = '';
    await eventually(async () => {
      offered = (await names.textContent()) ?? '';
      expect(offered).toContain(beginning);
    });
    return offered;
  }
}
