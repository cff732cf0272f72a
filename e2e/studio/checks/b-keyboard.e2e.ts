import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';

const { row } = acceptance();

row('B17', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio);
  const { keyboard } = person.page;
  const pointer: string[] = [];
  await person.page.exposeFunction('tellOfPointer', (type: string) => pointer.push(type));
  await person.page.evaluate(() => {
    const { tellOfPointer } = globalThis as unknown as { tellOfPointer: (type: string) => void };
    for (const type of ['mousedown', 'pointerdown', 'touchstart'])
      document.addEventListener(type, () => tellOfPointer(type), true);
  });
  const draft = async (): Promise<string> => JSON.stringify((await workspace.draftOf(actionId)).flow);

  // Added behind Start, by the palette's entry; then two more by `n`, and one that is joined to nothing but by `l`.
  await builder.reachByTab(builder.paletteItem('API Request'));
  await keyboard.press('Enter');
  await builder.counts(2, 1);
  await builder.reachByTab(builder.node('api_request'));
  await keyboard.press('n');
  await builder.chooseKindByKeys('Decision');
  await builder.counts(3, 2);
  await builder.reachByTab(builder.node('decision'));
  await keyboard.press('n');
  await builder.chooseKindByKeys('Set Variable');
  await builder.counts(4, 3);
  await builder.reachByTab(builder.node('set_variable'));

  // Joined by exit and target; a circle is refused.
  await keyboard.press('ArrowUp');
  await keyboard.press('ArrowUp');
  await builder.isFocused(builder.node('api_request'));
  await builder.connectFromFocus('failure', 'Set Variable');
  await builder.edge('api_request', 'failure', 'set_variable').waitFor({ state: 'attached' });
  await builder.isFocused(builder.node('api_request'));
  await keyboard.press('ArrowDown');
  await builder.isFocused(builder.node('decision'));
  await builder.connectFromFocus('otherwise', 'API Request', /circle: API Request → Decision → API Request/);
  await builder.counts(4, 4);
  await keyboard.press('ArrowUp');
  await builder.isFocused(builder.node('api_request'));

  // Moved, and moved back.
  await builder.saved();
  const placed = await draft();
  for (let press = 0; press < 3; press += 1) await keyboard.press('Alt+ArrowRight');
  await builder.saved();
  expect(await draft()).not.toBe(placed);
  await keyboard.press('Control+z');
  await builder.saved();
  expect(await draft()).toBe(placed);
  await keyboard.press('Control+Shift+z');
  await builder.saved();
  expect(await draft()).not.toBe(placed);
  await keyboard.press('Control+z');
  await builder.saved();
  expect(await draft()).toBe(placed);

  // Deleted with its edges, and back with them. Start stays.
  await keyboard.press('Delete');
  await builder.counts(3, 1);
  await keyboard.press('Control+z');
  await builder.counts(4, 4);
  await builder.saved();
  expect(await draft()).toBe(placed);
  await builder.reachByTab(builder.canvasStop);
  for (let press = 0; press < 4; press += 1) await keyboard.press('ArrowUp');
  await builder.isFocused(builder.node('start'));
  await keyboard.press('Delete');
  await builder.counts(4, 4);
  await eventually(() => {
    expect(pointer).toEqual([]);
  });
});
