import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder, type AtBuilder } from '../harness/open-builder.ts';
import type { Studio } from '../harness/studio.ts';
import { flowOf, requestNode, requestsInRow } from '../flows/flow.ts';
import { BuilderScreen } from '../screens/builder.ts';
import { copyText } from '../screens/clipboard.ts';

const { row } = acceptance({ browser: { hosts: { 'studio.test': '127.0.0.1' } } });

/** Copies two of three nodes, and pastes them in another action's builder in a second page of the same browser. */
async function copyAcross(studio: Studio, origin = studio.origin): Promise<AtBuilder & { other: BuilderScreen }> {
  const uses = { method: 'POST', url: 'https://crm.example/{{customerId}}', body: { type: 'json', json: {} } };
  const flow = flowOf(
    [requestNode('first', { y: 160 }), requestNode('second', { y: 320 }, uses), requestNode('third', { y: 480 })],
    ['start next first', 'first success second', 'second success third'],
    { variables: [{ name: 'customerId', type: 'string', sample: 'A-1' }] },
  );
  const at = await openBuilder(studio, flow, { origin });
  const otherId = await at.workspace.makeAction('Another', requestsInRow('first'));
  const { keyboard } = at.person.page;
  await at.builder.focusOn('first');
  await keyboard.press('Space');
  await at.builder.focusOn('second');
  await keyboard.press('Shift+Space');
  await keyboard.press('Control+c');
  await at.builder.hears('Copied');
  const other = new BuilderScreen(await at.person.secondPage());
  await other.open(origin, otherId);
  await other.counts(2, 1);
  await other.canvas.focus();
  await other.page.keyboard.press('Control+v');
  await other.counts(4, 2);
  await other.saved();
  const { flow: pasted, problems } = await at.workspace.draftOf(otherId);
  expect(pasted.nodes.map(({ key }) => key)).toEqual(['start', 'first', 'first_2', 'second']);
  expect(pasted.edges).toContainEqual({ from: 'first_2', port: 'success', to: 'second' });
  expect(problems.map(({ code }) => code)).toContain('E_UNKNOWN_VARIABLE');
  await other.leftTab('Problems').click();
  await other.page.getByRole('list', { name: 'Problems' }).getByText('customerId').first().waitFor();
  return { ...at, other };
}

row('B11', async (studio) => {
  await copyAcross(studio);
});

row('B12', async (studio) => {
  const origin = studio.origin.replace('127.0.0.1', 'studio.test').replace('localhost', 'studio.test');
  const { other } = await copyAcross(studio, origin);
  expect(await other.page.evaluate(() => globalThis.isSecureContext)).toBe(false);
});

row('B13', async (studio) => {
  const { builder, person } = await openBuilder(studio, requestsInRow('first'));
  await copyText(person.page, 'hello');
  await builder.canvas.focus();
  await person.page.keyboard.press('Control+v');
  await eventually(async () => {
    expect(await builder.refusal.textContent()).toMatch(/not a flow fragment/i);
  });
  await builder.counts(2, 1);
});
