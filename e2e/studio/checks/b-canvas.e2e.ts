import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { flowOf, requestNode, requestsInRow } from '../flows/flow.ts';
import type { BuilderScreen } from '../screens/builder.ts';

const { row } = acceptance();

const twoLoose = flowOf([requestNode('first', { x: -160, y: 192 }), requestNode('second', { x: 160, y: 192 })], []);

row('B1', async (studio) => {
  const { builder } = await openBuilder(studio);
  await builder.paletteItem('API Request').dragTo(builder.canvas, { targetPosition: { x: 400, y: 500 } });
  await builder.counts(2, 0);
  await builder.node('api_request').waitFor();
});

row('B2', async (studio) => {
  const { builder } = await openBuilder(studio);
  await builder.paletteItem('API Request').focus();
  await builder.page.keyboard.press('Enter');
  await builder.counts(2, 1);
  await builder.edge('start', 'next', 'api_request').waitFor({ state: 'attached' });
});

row('B3', async (studio) => {
  const { builder, workspace, actionId } = await openBuilder(studio, twoLoose);
  await builder.drawEdge('start', 'next', 'first');
  await builder.counts(3, 1);
  await builder.drawEdge('start', 'next', 'second');
  await builder.counts(3, 2);
  await builder.canvas.getByText('2 in parallel').waitFor();
  await builder.saved();
  const { flow } = await workspace.draftOf(actionId);
  expect(flow.edges).toEqual([
    { from: 'start', port: 'next', to: 'first' },
    { from: 'start', port: 'next', to: 'second' },
  ]);
});

row('B4', async (studio) => {
  const flow = flowOf(
    [requestNode('ask', { y: 160, name: 'Ask CRM' }), requestNode('tell', { y: 384, name: 'Tell a person' })],
    ['start next ask'],
  );
  const { builder } = await openBuilder(studio, flow);
  await builder.focusOn('ask');
  await builder.connectFromFocus('failure', 'Tell a person');
  await builder.edge('ask', 'failure', 'tell').waitFor({ state: 'attached' });
  await builder.hears('Ask CRM', 'failure', 'Tell a person');
});

row('B5', async (studio) => {
  const { builder } = await openBuilder(studio, requestsInRow('first', 'second'));
  await builder.drawEdge('second', 'success', 'first');
  await eventually(async () => {
    expect(await builder.refusal.textContent()).toMatch(/circle: first → second → first/i);
  });
  await builder.counts(3, 2);
});

row('B6', async (studio) => {
  const { builder, person } = await openBuilder(studio, requestsInRow('first'));
  const { keyboard } = person.page;
  const deleteStart = async (): Promise<void> => {
    await builder.focusOn('start');
    await keyboard.press('Delete');
    await builder.node('start').waitFor();
  };
  await deleteStart();
  await builder.counts(2, 1);
  await builder.focusOn('first');
  await keyboard.press('Delete');
  await builder.counts(1, 0);
  await keyboard.press('Control+z');
  await builder.counts(2, 1);
  await deleteStart();
  await keyboard.press('Control+z');
  await keyboard.press('Control+Shift+z');
  await deleteStart();
  expect(await builder.node('start').count()).toBe(1);
});

row('B7', async (studio) => {
  const { builder, person } = await openBuilder(studio, requestsInRow('first'));
  await builder.select('first');
  const before = await builder.boxOf(builder.node('first'));
  await builder.dragNode('first', { x: -160, y: 64 });
  const moved = await builder.boxOf(builder.node('first'));
  expect(before.x - moved.x).toBeGreaterThan(100);
  await person.page.keyboard.press('Control+z');
  await eventually(async () => {
    const { x, y } = await builder.boxOf(builder.node('first'));
    expect(Math.abs(x - before.x)).toBeLessThanOrEqual(1);
    expect(Math.abs(y - before.y)).toBeLessThanOrEqual(1);
  });
  await nothingToUndo(builder);
});

row('B8', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio, requestsInRow('first'));
  const { keyboard } = person.page;
  await builder.focusOn('first');
  for (let press = 0; press < 5; press += 1) await keyboard.press('Alt+ArrowRight');
  await builder.saved();
  const xInRegistry = async (): Promise<number | undefined> =>
    (await workspace.draftOf(actionId)).flow.nodes.find(({ key }) => key === 'first')?.position.x;
  expect(await xInRegistry()).toBe(80);
  await keyboard.press('Control+z');
  await builder.saved();
  expect(await xInRegistry()).toBe(0);
  await nothingToUndo(builder);
  await keyboard.press('Control+Shift+z');
  await builder.saved();
  const moved = await besideStart();
  expect(moved).toBeGreaterThan(0.1);
  await person.page.reload();
  await builder.node('first').waitFor();
  expect(await xInRegistry()).toBe(80);
  await eventually(async () => {
    expect(await besideStart()).toBeCloseTo(moved, 1);
  });

  /** How far the card stands right of Start, in widths of Start: the same at every zoom. */
  async function besideStart(): Promise<number> {
    const [start, card] = [await builder.boxOf(builder.node('start')), await builder.boxOf(builder.node('first'))];
    return (card.x - start.x) / start.width;
  }
});

row('B9', async (studio) => {
  const config = {
    method: 'PUT',
    url: 'https://crm.example/{{env.SECOND}}',
    headers: [{ name: 'X-Kept', value: 'yes' }],
  };
  const flow = flowOf(
    [requestNode('first', { y: 160 }), requestNode('second', { y: 320 }, config), requestNode('third', { y: 480 })],
    ['start next first', 'first success second', 'second success third'],
  );
  const { builder, person, workspace, actionId } = await openBuilder(studio, flow);
  const { flow: before } = await workspace.draftOf(actionId);
  await builder.select('second');
  await builder.focusOn('second');
  await person.page.keyboard.press('Delete');
  await builder.counts(3, 1);
  await builder.saved();
  expect((await workspace.draftOf(actionId)).flow.nodes).toHaveLength(3);
  await person.page.keyboard.press('Control+z');
  await builder.counts(4, 3);
  await builder.saved();
  const { flow: after } = await workspace.draftOf(actionId);
  // Defaults may be written out by now; nothing that was there is gone.
  expect(after.nodes.toSorted(byKey)).toMatchObject(before.nodes.toSorted(byKey));
  expect(after.nodes.find(({ key }) => key === 'second')).toMatchObject({ config });
  expect(new Set(after.edges.map((edge) => JSON.stringify(edge)))).toEqual(
    new Set(before.edges.map((edge) => JSON.stringify(edge))),
  );
});

row('B10', async (studio) => {
  const { builder, person } = await openBuilder(studio, requestsInRow('first'));
  const { keyboard } = person.page;
  await builder.select('first');
  const url = builder.field('URL');
  await url.fill('https://desk.example/a');
  await keyboard.press('End');
  await keyboard.type('bcd');
  expect(await url.textContent()).toBe('https://desk.example/abcd');
  await keyboard.press('Backspace');
  expect(await url.textContent()).toBe('https://desk.example/abc');
  await keyboard.press('Control+z');
  await eventually(async () => {
    expect(await url.textContent()).not.toBe('https://desk.example/abc');
  });
  expect(await url.textContent()).toMatch(/^https:\/\//);
  await builder.counts(2, 1);
});

async function nothingToUndo(builder: BuilderScreen): Promise<void> {
  await eventually(async () => {
    expect(await builder.tool('Undo').getAttribute('aria-disabled')).toBe('true');
  });
}

function byKey(one: { key: string }, other: { key: string }): number {
  return one.key < other.key ? -1 : 1;
}
