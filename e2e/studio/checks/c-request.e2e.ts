import { acceptance } from '../harness/acceptance.ts';
import { eventually } from '../harness/eventually.ts';
import { openBuilder } from '../harness/open-builder.ts';
import { flowOf, requestNode, requestsInRow } from '../flows/flow.ts';
import { copyText } from '../screens/clipboard.ts';
import { Inspector } from '../screens/inspector.ts';

const { row } = acceptance();

const declared = { variables: [{ name: 'customerId', type: 'string', sample: 'A-1' }] };

row('C1', async (studio) => {
  studio.target.script('/customers', { json: { id: 7 } });
  const { builder } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.choose('Method', 'PUT');
  await inspector.write('URL', `${studio.target.origin}/customers`);
  await inspector.addParameter('source', 'voice & more');
  await inspector.addHeader('X-Desk', 'first line');
  await inspector.writeJsonBody('{ "name": "Ada", "tags": ["a", 1, null] }');
  await inspector.send(/^200/);
  const [received, ...others] = studio.target.receivedAt('/customers');
  expect(others).toEqual([]);
  expect(received).toMatchObject({ method: 'PUT', headers: { 'x-desk': 'first line' } });
  expect([...(received?.query ?? [])]).toEqual([['source', 'voice & more']]);
  expect(received?.headers['content-type']).toMatch(/^application\/json/);
  expect(received?.json()).toEqual({ name: 'Ada', tags: ['a', 1, null] });
});

row('C2', async (studio) => {
  const workspace = await studio.makeWorkspace();
  await workspace.setConstant('CRM_URL', 'https://crm.example');
  const send = requestNode(
    'send',
    { y: 160 },
    {
      method: 'POST',
      url: 'https://crm.example/',
      body: { type: 'json', json: {} },
      headers: [{ name: 'X-Call', value: '' }],
    },
  );
  const { builder } = await openBuilder(studio, flowOf([send], ['start next send'], declared), { workspace });
  const inspector = new Inspector(builder);
  const { keyboard } = builder.page;
  await builder.select('send');
  const fields = [
    async () => inspector.field('URL'),
    async () => {
      await builder.inspectorTab('Headers').click();
      return inspector.field('Header 1 value');
    },
    async () => {
      await builder.inspectorTab('Body').click();
      await inspector.write('Body', '{ "a": "" }');
      return inspector.field('Body');
    },
  ];
  for (const [at, open] of fields.entries()) {
    const field = await open();
    await field.click();
    // In the body a name stands inside a string.
    if (at === 2) {
      await keyboard.press('Control+End');
      for (let step = 0; step < 3; step += 1) await keyboard.press('ArrowLeft');
    } else await keyboard.press('End');
    await keyboard.type('{{');
    const names = builder.page
      .getByRole('listbox')
      .filter({ has: builder.page.getByRole('option') })
      .first();
    for (const name of ['interaction.SUMMARY', 'customerId', 'env.CRM_URL'])
      await names
        .getByRole('option', { name: new RegExp(name.replace('.', '\\.')) })
        .first()
        .waitFor({ state: 'attached' });
    await keyboard.type('customerI');
    await names
      .getByRole('option', { name: /customerId/ })
      .first()
      .waitFor();
    await keyboard.press('Enter');
    await eventually(async () => {
      expect(await field.textContent()).toContain('{{customerId}}');
    });
  }
});

row('C3', async (studio) => {
  const send = requestNode('send', { y: 160, name: 'Send it' }, { method: 'GET', url: 'https://crm.example/{{nope}}' });
  const { builder } = await openBuilder(studio, flowOf([send], ['start next send']));
  const inspector = new Inspector(builder);
  expect(await builder.node('send').getAttribute('aria-label')).toMatch(/1 error/);
  await builder.leftTab('Problems').click();
  const problem = builder.page.getByRole('list', { name: 'Problems' }).getByRole('button', { name: /nope/ });
  await problem.getByText('E_UNKNOWN_VARIABLE').waitFor();
  await problem.click();
  await builder.isFocused(inspector.field('URL'));
  await inspector.root.getByText(/nope/).first().waitFor();
  expect(await inspector.field('URL').getAttribute('aria-invalid')).toBe('true');
});

row('C4', async (studio) => {
  const { builder } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.choose('Method', 'POST');
  await inspector.writeJsonBody('{ "a": ');
  await eventually(async () => {
    expect(await builder.publishButton.getAttribute('aria-disabled')).toBe('true');
    expect(await builder.publishButton.getAttribute('aria-description')).toMatch(/Fix 1 error/);
  });
  await inspector.root.getByText(/Line 1:/).waitFor();
  await inspector.write('Body', '{ "a": 1 }');
  await eventually(async () => {
    expect(await builder.publishButton.getAttribute('aria-disabled')).toBe('false');
  });
});

row('C8', async (studio) => {
  const send = requestNode('send', { y: 160 }, { method: 'GET', url: 'http://169.254.169.254/' });
  const { builder } = await openBuilder(studio, flowOf([send], ['start next send']));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.send('EGRESS_BLOCKED');
});

interface Curl {
  readonly line: string;
  /** What it becomes of the request. */
  readonly config: Readonly<Record<string, unknown>>;
  /** What is said to be left out. */
  readonly listed?: readonly RegExp[];
}

/** The kinds of command that importers of others lost parts of, or answered with nothing at all. */
const curls: readonly Curl[] = [
  {
    line: `curl "https://desk.example/v1/models/embed-03:embedContent?key=$DESK_KEY" \\
      -H 'Content-Type: application/json' \\
      -d '{"model": "models/embed-03",
           "content": { "parts": [{ "text": "What was said?" }] }
          }'`,
    config: {
      method: 'POST',
      url: 'https://desk.example/v1/models/embed-03:embedContent',
      query: [{ name: 'key', value: '$DESK_KEY' }],
      body: { type: 'json', json: { model: 'models/embed-03', content: { parts: [{ text: 'What was said?' }] } } },
    },
    listed: [/DESK_KEY/],
  },
  {
    line: `curl -X GET https://desk.example/data -H "Authorization: Bearer sesame-token"`,
    config: { method: 'GET', url: 'https://desk.example/data', headers: [] },
    listed: [/auth profile/],
  },
  {
    line: `curl --location 'https://desk.example/proxy/set/one' --data '{\n    "enabled": true,\n    "port": "8000"\n}'`,
    config: {
      method: 'POST',
      url: 'https://desk.example/proxy/set/one',
      body: { type: 'json', json: { enabled: true, port: '8000' } },
    },
    listed: [/--location/],
  },
  {
    line: `curl -X POST https://desk.example/v1/extract \\
      -H 'Content-Type: application/json' -H 'Authorization: Bearer sesame-token' \\
      -d '{ "urls": ["https://a.example/", "https://b.example/"],
            "schema": { "type": "object", "required": ["it'\\''s", "open"] } }'`,
    config: {
      method: 'POST',
      body: {
        type: 'json',
        json: {
          urls: ['https://a.example/', 'https://b.example/'],
          schema: { type: 'object', required: ["it's", 'open'] },
        },
      },
    },
    listed: [/auth profile/],
  },
  {
    line: `curl -u anna:sesame-word -G 'https://desk.example/search?tags=a,b' -d q=voice --data-urlencode 'name=A & B'`,
    config: {
      method: 'GET',
      url: 'https://desk.example/search',
      query: [
        { name: 'tags', value: 'a,b' },
        { name: 'q', value: 'voice' },
        { name: 'name', value: 'A & B' },
      ],
    },
    listed: [/auth profile/],
  },
  {
    line: `curl --request POST \\
      --url https://desk.example/api \\
      --header 'content-type: application/json; charset=UTF-8' \\
      --data '{"userId":"123","active":false,"visited":false}'`,
    config: { method: 'POST', body: { type: 'json', json: { userId: '123', active: false, visited: false } } },
  },
  {
    line: `curl --request POST 'https://desk.example/ocr?access_token=g8tw' \\
      --header 'Content-Type: application/x-www-form-urlencoded' --header 'Accept: application/json' \\
      --data-urlencode 'side=front' --data-urlencode 'image=/9j/4AAQ+SkZJ/tN=' --data-urlencode 'detect_risk=false'`,
    config: {
      method: 'POST',
      query: [{ name: 'access_token', value: 'g8tw' }],
      headers: [{ name: 'Accept', value: 'application/json' }],
      body: {
        type: 'form',
        form: [
          { name: 'side', value: 'front' },
          { name: 'image', value: '/9j/4AAQ+SkZJ/tN=' },
          { name: 'detect_risk', value: 'false' },
        ],
      },
    },
  },
  {
    line: `curl --compressed -k --cert me.pem https://desk.example/upload -F file=@/etc/passwd -F note=hi`,
    config: { method: 'POST', body: { type: 'form', form: [{ name: 'note', value: 'hi' }] } },
    listed: [/-k|insecure/, /cert/, /file/],
  },
];

row('C11', async (studio) => {
  const { builder, person, workspace, actionId } = await openBuilder(studio, requestsInRow('send'));
  const inspector = new Inspector(builder);
  await builder.select('send');
  for (const { line, config, listed = [] } of curls) {
    await copyText(person.page, line);
    await inspector.field('URL').click();
    await person.page.keyboard.press('Control+a');
    await person.page.keyboard.press('Control+v');
    await eventually(async () => {
      const { flow } = await workspace.draftOf(actionId);
      expect(flow.nodes.find(({ key }) => key === 'send')?.config).toMatchObject(config);
    });
    expect(await person.page.content()).not.toMatch(/sesame/);
    if (listed.length === 0) continue;
    await eventually(async () => {
      const said = (await builder.notice.textContent()) ?? '';
      for (const part of listed) expect(said).toMatch(part);
    });
    await builder.notice.getByRole('button', { name: 'Close' }).click();
  }
});

row('C13', async (studio) => {
  const send = requestNode(
    'send',
    { y: 160 },
    { method: 'POST', url: 'https://crm.example/', body: { type: 'json', json: {} } },
  );
  const { builder } = await openBuilder(studio, flowOf([send], ['start next send']));
  const inspector = new Inspector(builder);
  await builder.select('send');
  await builder.leftTab('Problems').click();
  const problems = builder.page.getByRole('tabpanel', { name: 'problems' });
  await problems.getByText('W_IN_DOUBT_REPEAT').waitFor();
  await builder.inspectorTab('Settings').click();
  await inspector.root.getByRole('checkbox', { name: 'The target honours this key' }).check();
  await problems.getByText('W_IN_DOUBT_REPEAT').waitFor({ state: 'hidden' });
  await inspector.root.getByRole('radio', { name: 'Look it up first' }).check();
  await problems.getByText('E_LOOKUP_MISSING').first().waitFor();
});

row('C15', async (studio) => {
  const workspace = await studio.makeWorkspace();
  await workspace.setConstant('CRM_URL', studio.target.origin);
  studio.target.script('/c15', { json: {} });
  const { builder, person } = await openBuilder(studio, requestsInRow('send'), { workspace });
  const inspector = new Inspector(builder);
  await builder.select('send');
  await inspector.write('URL', '');
  expect(await inspector.offeredIn(inspector.field('URL'), 'env.CRM')).toContain('env.CRM_URL');
  await person.page.keyboard.press('Enter');
  await eventually(async () => {
    expect(await inspector.field('URL').textContent()).toBe('{{env.CRM_URL}}');
  });
  await person.page.keyboard.press('End');
  await person.page.keyboard.type('/c15');
  await inspector.send(/^200/);
  expect(studio.target.receivedAt('/c15')).toHaveLength(1);
  await inspector.write('URL', '{{env.NOBODY}}/c15');
  await builder.leftTab('Problems').click();
  await builder.page.getByRole('tabpanel', { name: 'problems' }).getByText('E_UNKNOWN_CONSTANT').waitFor();
});
