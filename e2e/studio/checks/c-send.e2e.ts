import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { noteFigure, shortestOf } from '../harness/figures.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { flowOf, requestNode, requestsInRow } from '../flows/flow.ts';
import { Inspector } from '../screens/inspector.ts';

const { row, test } = acceptance();

const SECRET = 'sesame-4711-plain';

row('C5', async (studio) => {
  const workspace = await studio.makeWorkspace();
  const { origin } = studio.target;
  await workspace.customer.mutate(
    'createAuthProfile',
    'CreateAuthProfileInput',
    { name: 'desk', kind: 'BEARER', origins: [origin], secret: { token: SECRET } },
    'authProfile { id }',
  );
  studio.target.script('/echo', {
    headers: { 'x-echo': `Bearer ${SECRET}` },
    json: { customer: { id: 'A-1' }, said: `Bearer ${SECRET}`, again: Buffer.from(SECRET).toString('base64') },
  });
  const config = { method: 'GET', url: `${origin}/echo`, authProfile: 'desk' };
  const flow = flowOf([requestNode('send', { y: 160 }, config)], ['start next send']);
  const { builder, person } = await openBuilder(studio, flow, { workspace });
  const bodies: Promise<string>[] = [];
  person.page.on('response', (response) => bodies.push(response.text().catch(() => '')));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.send(/^200/);
  expect(studio.target.receivedAt('/echo')[0]?.headers['authorization']).toBe(`Bearer ${SECRET}`);
  await inspector.treeLine('customer').waitFor();
  await inspector.tree.getByText('A-1').first().waitFor();
  await inspector.result.getByRole('tab', { name: 'Meta' }).click();
  await inspector.result.getByText(/^Timing, \d+ ms$/).waitFor();
  await inspector.result.getByText('Request headers, as sent').waitFor();
  await inspector.result
    .getByText(/•{4,}|\[secret\]/)
    .first()
    .waitFor();
  const page = await person.page.content();
  const answers = await Promise.all(bodies);
  expect(answers.length).toBeGreaterThan(0);
  for (const text of [page, ...answers]) {
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(Buffer.from(SECRET).toString('base64'));
  }
});

row('C6', async (studio) => {
  const { origin } = studio.target;
  studio.target.script('/customer', { json: { customer: { id: 'A-1', tier: 'gold' } } });
  const flow = flowOf(
    [
      requestNode('ask', { y: 160 }, { method: 'GET', url: `${origin}/customer` }),
      requestNode('tell', { y: 320 }, { method: 'GET', url: `${origin}/` }),
    ],
    ['start next ask', 'ask success tell'],
  );
  const { builder, person, workspace, actionId } = await openBuilder(studio, flow);
  const inspector = new Inspector(builder);
  const mapDialog = person.page.getByRole('dialog', { name: 'Map value to a variable' });
  await builder.select('ask');
  await inspector.send(/^200/);
  await inspector.treeLine('id').getByRole('button', { name: /id/ }).click();
  const first = await mapDialog.getByRole('textbox', { name: 'Variable' }).inputValue();
  await mapDialog.getByRole('button', { name: 'Map value' }).click();
  await mapDialog.waitFor({ state: 'hidden' });

  await inspector.tree.focus();
  const selected = inspector.tree.locator('[role="treeitem"][aria-selected="true"]');
  await eventually(async () => {
    if (!/^[▾▸]?tier/.test((await selected.textContent()) ?? '')) await person.page.keyboard.press('ArrowDown');
    expect(await selected.textContent()).toMatch(/^[▾▸]?tier/);
  });
  await person.page.keyboard.press('m');
  await mapDialog.waitFor();
  await person.page.keyboard.press('Control+a');
  await person.page.keyboard.type('customerTier');
  await person.page.keyboard.press('Enter');
  await mapDialog.waitFor({ state: 'hidden' });

  await builder.saved();
  const { flow: draft } = await workspace.draftOf(actionId);
  expect(draft.nodes.find(({ key }) => key === 'ask')?.config['mapping']).toMatchObject([
    { variable: first, path: '$.customer.id' },
    { variable: 'customerTier', path: '$.customer.tier' },
  ]);
  await builder.select('tell');
  expect(await inspector.offeredIn(inspector.field('URL'), 'customerT')).toContain('customerTier');
  await person.page.keyboard.press('Escape');
});

row('C9', async (studio) => {
  const { origin } = studio.target;
  const list = Array.from({ length: 8000 }, (_, at) => ({
    id: at,
    name: `Customer ${String(at)}`,
    note: 'x'.repeat(80),
  }));
  studio.target.script('/mb', { json: list });
  studio.target.script('/too-much', { kind: 'huge-body', body: 'x', bodyBytes: 20_000_000 });
  const { builder, person } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.write('URL', `${origin}/mb`);
  // From the answer being in the browser to lines that can be walked through.
  const usableMs = await shortestOf(3, async () => {
    const answered = person.page.waitForResponse(
      async (response) => response.url().endsWith('/graphql') && (await response.text()).includes('Customer 7999'),
    );
    await inspector.sendButton.click();
    await answered;
    const beganAt = performance.now();
    await inspector.treeLine('0').waitFor();
    await inspector.tree.focus();
    await person.page.keyboard.press('ArrowDown');
    return performance.now() - beganAt;
  });
  noteFigure('C9 an answer of 1 MB is a tree after', usableMs, 'ms');
  expect(usableMs).toBeLessThan(1000);
  const lines = inspector.tree.getByRole('treeitem');
  expect(await lines.count()).toBeLessThanOrEqual(200);
  await inspector.tree.evaluate((tree) => tree.scrollTo({ top: tree.scrollHeight }));
  await eventually(async () => {
    expect(await lines.count()).toBeGreaterThan(5);
    expect(await lines.count()).toBeLessThanOrEqual(200);
  });
  await inspector.write('URL', `${origin}/too-much`);
  await inspector.send(/BODY_TOO_LARGE|10 ?MB|10,?485,?760/i);
});

row('C10', async (studio) => {
  const { origin } = studio.target;
  studio.target.script('/slow', { kind: 'hang' });
  const { builder } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.write('URL', `${origin}/slow`);
  await inspector.sendButton.click();
  await eventually(() => {
    expect(studio.target.receivedAt('/slow')).toHaveLength(1);
  });
  await inspector.root.getByRole('button', { name: 'Cancel', exact: true }).click();
  await inspector.result.getByRole('tab', { name: 'Meta' }).click();
  await inspector.result
    .getByRole('tabpanel', { name: 'meta' })
    .getByText(/Cancelled after \d+ ms/)
    .waitFor();
  await inspector.sendButton.waitFor();
  // The target is let go too: nobody waits for its answer.
  await eventually(async () => {
    expect(await studio.target.connectionCount()).toBe(0);
  });
});

test('bad input: an answer of 10 MB to Send does not freeze the page', async (studio) => {
  const list = Array.from({ length: 60_000 }, (_, at) => ({ id: at, note: 'y'.repeat(140) }));
  studio.target.script('/ten', { json: list });
  const { builder, person } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.write('URL', `${studio.target.origin}/ten`);
  await inspector.send(/^200/);
  await inspector.treeLine('0').waitFor();
  const beganAt = performance.now();
  await inspector.tree.focus();
  for (let press = 0; press < 10; press += 1) await person.page.keyboard.press('ArrowDown');
  await inspector.write('URL', 'https://crm.example/still-here');
  await builder.saved();
  expect(performance.now() - beganAt).toBeLessThan(10_000);
  expect(await inspector.tree.getByRole('treeitem').count()).toBeLessThanOrEqual(200);
});

row('C12', async (studio) => {
  const { origin } = studio.target;
  studio.target.script('/c12', { json: { id: 'T-1' } });
  const flow = flowOf([requestNode('ask', { y: 160 }, { method: 'GET', url: `${origin}/c12` })], ['start next ask']);
  const { builder, person } = await openBuilder(studio, flow);
  const inspector = new Inspector(builder);
  await builder.select('ask');
  await inspector.send(/^200/);
  await inspector.result.getByRole('button', { name: /^Pin sample/ }).click();
  await eventually(async () => {
    expect(
      await builder
        .node('ask')
        .getByLabel(/pinned/i)
        .count(),
    ).toBe(1);
  });
  await inspector.write('URL', `${origin}/c12?changed=yes`);
  await builder.saved();
  await inspector.root.getByText(/has changed since its sample was pinned/).waitFor();
  await builder.leftTab('Problems').click();
  await person.page.getByRole('tabpanel', { name: 'problems' }).getByText('W_STALE_SAMPLE').waitFor();
  const before = studio.target.received.length;
  await person.page.getByRole('button', { name: 'Test run', exact: true }).click();
  const drawer = person.page.getByRole('region', { name: 'Test run' });
  await drawer.getByRole('button', { name: 'Run', exact: true }).click();
  await builder.node('ask').getByText('Succeeded').waitFor();
  expect(studio.target.received).toHaveLength(before);
});
