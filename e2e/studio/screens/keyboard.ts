import type { Locator, Page } from '@aftercall/dev-harness/browser';
import { eventually } from '../harness/eventually.ts';

/** Somebody who has no pointer: Tab, arrows, Enter, and what is typed. */
export class Keys {
  readonly page: Page;
  /** Pointer events that a page saw; there must be none. */
  readonly pointerEvents: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  /** From here on every pointer event of the page is noted. */
  static async on(page: Page): Promise<Keys> {
    const keys = new Keys(page);
    await page.exposeBinding('tellOfPointer', (_source, type: string) => keys.pointerEvents.push(type));
    await page.addInitScript(() => {
      const { tellOfPointer } = globalThis as unknown as { tellOfPointer: (type: string) => void };
      for (const type of ['mousedown', 'pointerdown', 'touchstart'])
        document.addEventListener(type, () => tellOfPointer(type), true);
    });
    return keys;
  }

  async press(key: string, times = 1): Promise<void> {
    for (let press = 0; press < times; press += 1) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  async isOn(locator: Locator): Promise<boolean> {
    return locator.evaluate((element) => element === document.activeElement);
  }

  async waitOn(locator: Locator): Promise<void> {
    await eventually(async () => {
      expect(await this.isOn(locator)).toBe(true);
    });
  }

  /** Tab after Tab until the focus is there. */
  async tabTo(locator: Locator): Promise<void> {
    // Some that take the focus are drawn by their label.
    await locator.first().waitFor({ state: 'attached' });
    for (let press = 0; press < 150; press += 1) {
      if (await this.isOn(locator.first())) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(locator)}`);
  }

  /** Tab to it, then Enter. */
  async activate(locator: Locator): Promise<void> {
    await this.tabTo(locator);
    await this.page.keyboard.press('Enter');
  }

  /** Tab to a field and write into it, in place of what stands there. */
  async write(field: Locator, text: string): Promise<void> {
    await this.tabTo(field);
    await this.page.keyboard.press('Control+a');
    await this.type(text);
    await this.page.keyboard.press('Escape');
  }

  /** Tab to a list of choices and take one. */
  async choose(field: Locator, option: string): Promise<void> {
    await this.tabTo(field);
    await this.press('ArrowDown');
    const wanted = this.page.getByRole('option', { name: option, exact: true });
    await wanted.waitFor();
    const count = await this.page.getByRole('option').count();
    for (let step = 0; step <= count; step += 1) {
      if ((await wanted.getAttribute('data-combobox-selected')) !== null) break;
      await this.press('ArrowDown');
    }
    await this.press('Enter');
    await wanted.waitFor({ state: 'hidden' });
  }
}
