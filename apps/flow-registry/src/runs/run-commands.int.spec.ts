import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { WrittenLedger } from '../testing/postgres/written-ledger.ts';

const ACTION = '018f0000-0000-4000-8000-000000000001';
const mutation = (name: string, type: string) =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { run { id status } userErrors { code message path } } }`;
const CANCEL = mutation('cancelRun', 'CancelRunInput');
const RESOLVE = mutation('resolveInDoubt', 'ResolveInDoubtInput');
const MAP = mutation('mapAgain', 'MapAgainInput');

describe('orders to runs', () => {
  let executor: Server;
  let given: RunCommand[];
  let answer: RunCommandAnswer;
  let registry: RunningRegistry;
  let ledger: WrittenLedger;
  let runId: string;
  beforeAll(async () => {
    executor = createServer((request, response) => {
      void (async () => {
        given.push((await json(request)) as RunCommand);
        response.end(JSON.stringify(answer));
      })();
    }).listen(0, '127.0.0.1');
    await once(executor, 'listening');
    const { port } = executor.address() as AddressInfo;
    registry = await RunningRegistry.start({ EXECUTOR_URL: `http://127.0.0.1:${port}` });
    ledger = await WrittenLedger.open(registry.database.urls.admin);
    runId = await ledger.addRun({ workspace: 'default', actionId: ACTION, callId: 'c-1', status: 'IN_REVIEW' });
  });
  beforeEach(() => {
    given = [];
    answer = { ok: true, state: 'done' };
  });
  afterAll(async () => {
    await ledger.close();
    await registry.stop();
    executor.close();
  });
  const ask = (query: string, input: object, asked: { token?: string } = {}) =>
    registry.ask(query, { variables: { input }, ...asked });

  it('go to an executor with who wants what, each under an id of its own', async () => {
    const { data } = await ask(CANCEL, { runId, reason: 'a mistake' });
    expect(data.cancelRun).toEqual({ run: { id: runId, status: 'IN_REVIEW' }, userErrors: [] });
    await ask(RESOLVE, {
      ...{ runId: runId.toUpperCase(), nodeKey: 'pay', attempt: 2, resolution: 'DONE' },
      answer: { status: 201, headers: [{ name: 'X-Id', value: '7' }], body: { id: 'T-1' } },
    });
    await ask(MAP, { runId, mapping: [{ variable: 'id', path: '$.id' }] });
    const by = expect.any(String) as unknown;
    const commandId = expect.any(String) as unknown;
    expect(given).toEqual([
      { command: 'cancel', commandId, runId, by, reason: 'a mistake' },
      {
        ...{ command: 'resolveInDoubt', commandId, runId, by, nodeKey: 'pay', attempt: 2, resolution: 'done' },
        answer: { status: 201, headers: [['X-Id', '7']], body: { id: 'T-1' } },
      },
      { command: 'mapAgain', commandId, runId, by, mapping: [{ variable: 'id', path: '$.id' }] },
    ]);
    expect(new Set(given.map((command) => command.commandId)).size).toBe(3);
  });

  it('come back with what the executor has against them, as a problem of the argument', async () => {
    answer = { ok: false, problem: { code: 'WRONG_STATE', message: 'the run is over', path: ['runId'] } };
    expect((await ask(CANCEL, { runId })).data.cancelRun).toEqual({
      run: null,
      userErrors: [{ code: 'WRONG_STATE', message: 'the run is over', path: ['input', 'runId'] }],
    });
  });

  it('are not passed on for runs of nobody and of others, nor when they cannot be meant', async () => {
    const foreign = await ledger.addRun({ workspace: 'other', actionId: ACTION, callId: 'c-1' });
    for (const id of [foreign, '018f0000-0000-7000-8000-000000000001', 'nonsense']) {
      expect((await ask(CANCEL, { runId: id })).data.cancelRun.userErrors).toMatchObject([
        { code: 'NOT_FOUND', path: ['input', 'runId'] },
      ]);
    }
    const wrong: [string, object, string[]][] = [
      [RESOLVE, { runId, resolution: 'DONE' }, ['input', 'answer']],
      [RESOLVE, { runId, resolution: 'REPEAT', answer: { status: 200 } }, ['input', 'answer']],
      [RESOLVE, { runId, resolution: 'DONE', answer: { status: 7 } }, ['input', 'answer', 'status']],
      [RESOLVE, { runId, resolution: 'REPEAT', attempt: 0 }, ['input', 'attempt']],
      [CANCEL, { runId, reason: 'x'.repeat(1001) }, ['input', 'reason']],
      [MAP, { runId, mapping: { variable: 'id' } }, ['input', 'mapping']],
    ];
    for (const [query, input, path] of wrong) {
      const { data } = await ask(query, input);
      expect(Object.values(data as object)).toMatchObject([{ run: null, userErrors: [{ code: 'INVALID', path }] }]);
    }
    expect(given).toEqual([]);
  });

  it('need an operator', async () => {
    const create =
      'mutation ($name: String!, $role: Role!) { createApiKey(input: { name: $name, role: $role }) { token userErrors { code } } }';
    const tokenOf = async (role: string) =>
      (await registry.data(create, { variables: { name: `key of a ${role}`, role } })).createApiKey.token as string;
    const refused = await ask(CANCEL, { runId }, { token: await tokenOf('VIEWER') });
    const codes = [refused.errors?.[0]?.extensions.code, refused.data?.cancelRun?.userErrors?.[0]?.code];
    expect(codes).toContain('FORBIDDEN');
    expect((await ask(CANCEL, { runId }, { token: await tokenOf('OPERATOR') })).data.cancelRun.userErrors).toEqual([]);
    expect(given).toHaveLength(1);
  });

  it('fail as a whole while no executor answers', async () => {
    const alone = await registry.startReplica({ EXECUTOR_URL: 'http://127.0.0.1:9' });
    const { errors } = await registry.ask(CANCEL, { variables: { input: { runId } } }, alone);
    expect(errors?.[0]?.extensions.code).toBe('EXECUTOR_UNAVAILABLE');
  });
});
