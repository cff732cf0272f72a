import type { Locator, Page } from '@aftercall/dev-harness/browser';
import { eventually } from '../harness/eventually.ts';

/** The kinds of nodes that the palette holds, by their labels. */
export type PaletteKind = 'API Request' | 'Set Variable' | 'Decision';

/** Where a card or a port lies on the screen. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The Flow Builder: canvas, palette, outline, problems, the bar at the top. */
export class BuilderScreen {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get canvas(): Locator {
    return this.page.getByTestId('canvas');
  }

  node(key: string): Locator {
    return this.page.getByTestId(`node-${key}`);
  }

  get nodes(): Locator {
    return this.canvas.getByTestId(/^node-/);
  }

  edge(from: string, port: string, to: string): Locator {
    return this.page.getByTestId(`edge-${from}-${port}-${to}`);
  }

  get edges(): Locator {
    return this.canvas.getByTestId(/^edge-/);
  }

  port(key: string, port: string): Locator {
    return this.page.getByTestId(`port-${key}-${port}`);
  }

  get saveState(): Locator {
    return this.page.getByTestId('save-state');
  }

  get refusal(): Locator {
    return this.page.getByTestId('refusal');
  }

  get notice(): Locator {
    return this.page.getByTestId('notice');
  }

  get liveRegion(): Locator {
    return this.page.getByTestId('live-region');
  }

  get inspector(): Locator {
    return this.page.getByTestId('inspector');
  }

  get outline(): Locator {
    return this.page.getByTestId('outline');
  }

  get publishButton(): Locator {
    return this.page.getByRole('button', { name: 'Publish', exact: true });
  }

  tool(name: 'Undo' | 'Redo' | 'Tidy'): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  paletteItem(kind: PaletteKind): Locator {
    return this.page
      .getByRole('complementary', { name: 'Nodes, outline and problems' })
      .getByRole('button', { name: new RegExp(`^${kind} `) });
  }

  leftTab(name: 'Nodes' | 'Outline' | 'Problems'): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  inspectorTab(name: 'Params' | 'Headers' | 'Body' | 'Mapping' | 'Settings'): Locator {
    return this.inspector.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  field(name: string): Locator {
    return this.inspector.getByRole('textbox', { name, exact: true });
  }

  /** Opens the builder of an action and waits until its flow is drawn. */
  async open(origin: string, actionId: string): Promise<void> {
    await this.page.goto(`${origin}/actions/${actionId}/builder`);
    await this.node('start').waitFor();
  }

  async select(key: string): Promise<void> {
    await this.node(key).click({ position: { x: 100, y: 20 } });
    await this.inspector.waitFor();
  }

  /** Waits until everything that was edited is in the registry. */
  async saved(): Promise<void> {
    await eventually(async () => {
      expect(await this.saveState.textContent()).toMatch(/Saved \d/);
    });
  }

  async counts(nodes: number, edges: number): Promise<void> {
    await eventually(async () => {
      expect({ nodes: await this.nodes.count(), edges: await this.edges.count() }).toEqual({ nodes, edges });
    });
  }

  async boxOf(locator: Locator): Promise<Spot & { readonly width: number; readonly height: number }> {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not on the screen');
    return box;
  }

  /** Brings the whole flow into view by its button, and waits until it lies still there. */
  async fit(): Promise<void> {
    await this.page.getByRole('button', { name: 'Fit the flow' }).click();
    await eventually(async () => {
      const view = await this.boxOf(this.canvas);
      const boxes = await Promise.all((await this.nodes.all()).map((node) => this.boxOf(node)));
      for (const box of boxes) {
        expect(box.x).toBeGreaterThanOrEqual(view.x);
        expect(box.y).toBeGreaterThanOrEqual(view.y);
        expect(box.x + box.width).toBeLessThanOrEqual(view.x + view.width);
        expect(box.y + box.height).toBeLessThanOrEqual(view.y + view.height);
      }
    });
    await this.canvas.evaluate(untilStill);
  }

  /** Draws an edge with the mouse, from an exit to the head of a card. */
  async drawEdge(from: string, port: string, to: string): Promise<void> {
    await this.canvas.evaluate(untilStill);
    const start = middleOf(await this.boxOf(this.port(from, port)));
    const card = await this.boxOf(this.node(to));
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move(card.x + card.width / 2, card.y + 8, { steps: 8 });
    await this.page.mouse.move(card.x + card.width / 2, card.y + 1, { steps: 3 });
    await this.page.mouse.up();
  }

  /** Drags a card by its head. */
  async dragNode(key: string, by: Spot, steps = 10): Promise<void> {
    await this.canvas.evaluate(untilStill);
    const box = await this.boxOf(this.node(key));
    const from = { x: box.x + 100, y: box.y + 20 };
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + by.x, from.y + by.y, { steps });
    await this.page.mouse.up();
  }

  /** With the focus on a card: `l`, an exit when there are several, the target; all by keys. What is refused is given up. */
  async connectFromFocus(exit: string | undefined, target: string, refusal?: RegExp): Promise<void> {
    const { keyboard } = this.page;
    await keyboard.press('l');
    const dialog = this.page.getByRole('dialog', { name: /^Connect / });
    await dialog.waitFor();
    if (exit !== undefined) {
      await this.chooseByKeys(dialog, 'Exit', exit);
      await keyboard.press('Tab');
    }
    await this.chooseByKeys(dialog, 'Leads to', target);
    if (refusal === undefined) await keyboard.press('Enter');
    else {
      await dialog.getByText(refusal).waitFor();
      expect(await dialog.getByRole('button', { name: 'Connect', exact: true }).isDisabled()).toBe(true);
      await keyboard.press('Escape');
    }
    await dialog.waitFor({ state: 'hidden' });
  }

  /** With the focus on a choice: opens it and walks to the option. */
  private async chooseByKeys(dialog: Locator, label: string, option: string): Promise<void> {
    const { keyboard } = this.page;
    const field = dialog.getByRole('combobox', { name: label, exact: true });
    await eventually(async () => {
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    });
    const wanted = this.page.getByRole('option', { name: option, exact: true });
    if ((await field.getAttribute('aria-expanded')) !== 'true') await keyboard.press('ArrowDown');
    await wanted.waitFor();
    const count = await this.page.getByRole('option').count();
    for (let step = 0; step <= count; step += 1) {
      if ((await wanted.getAttribute('data-combobox-selected')) !== null) break;
      await keyboard.press('ArrowDown');
    }
    await keyboard.press('Enter');
    await wanted.waitFor({ state: 'hidden' });
  }

  async focusOn(key: string): Promise<void> {
    await this.node(key).focus();
  }

  /** Publishes by the dialog; returns what it says about where the version is live. */
  async publish(note: string): Promise<string> {
    await this.saved();
    await this.publishButton.click();
    const dialog = this.page.getByRole('dialog', { name: /^Publish version / });
    await dialog.getByRole('textbox', { name: 'Note' }).fill(note);
    const confirm = dialog.getByRole('checkbox', { name: /^Publish with / });
    if ((await confirm.count()) > 0) await confirm.check();
    await dialog.getByRole('button', { name: /^Publish v\d+$/ }).click();
    const done = this.page.getByRole('dialog', { name: /is published$/ });
    const said = (await done.getByRole('status').textContent()) ?? '';
    await done.getByRole('button', { name: 'Go on building' }).click();
    await done.waitFor({ state: 'hidden' });
    return said.trim();
  }

  /** The one card of the canvas that Tab stops at. */
  get canvasStop(): Locator {
    return this.canvas.locator('[data-testid^="node-"][tabindex="0"]');
  }

  async isFocused(locator: Locator): Promise<void> {
    await eventually(async () => {
      expect(await locator.evaluate((element) => element === document.activeElement)).toBe(true);
    });
  }

  /** Presses Tab until the focus is there; it must be on the way round the page. */
  async reachByTab(locator: Locator): Promise<void> {
    await locator.waitFor();
    for (let press = 0; press < 120; press += 1) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${String(locator)}`);
  }

  /** In the dialog that `n` opens. */
  async chooseKindByKeys(kind: PaletteKind): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: /^Add / });
    const entry = dialog.getByRole('button', { name: new RegExp(`^${kind} `) });
    await this.isFocused(dialog.getByRole('button', { name: /^API Request / }));
    for (let press = 0; press < 3; press += 1) {
      if (await entry.evaluate((element) => element === document.activeElement)) break;
      await this.page.keyboard.press('ArrowDown');
    }
    await this.isFocused(entry);
    await this.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** What the live region says contains every one of these. */
  async hears(...texts: readonly string[]): Promise<void> {
    await eventually(async () => {
      const said = (await this.liveRegion.textContent()) ?? '';
      for (const text of texts) expect(said).toContain(text);
    });
  }
}

/** In the page: resolves when the view has stood at the same place for some frames. */
function untilStill(canvas: Element): Promise<void> {
  const placeOf = (): string => canvas.querySelector<HTMLElement>('.react-flow__viewport')?.style.transform ?? '';
  return new Promise((done) => {
    let last = placeOf();
    let frames = 0;
    const look = (): void => {
      frames = placeOf() === last ? frames + 1 : 0;
      last = placeOf();
      if (frames < 5) requestAnimationFrame(look);
      else done();
    };
    requestAnimationFrame(look);
  });
}

/** The middle of a box. */
export function middleOf({ x, y, width, height }: Spot & { width: number; height: number }): Spot {
  return { x: x + width / 2, y: y + height / 2 };
}
