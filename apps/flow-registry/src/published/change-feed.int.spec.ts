import { until } from '@aftercall/dev-harness';
import { generateServiceKey, ServiceTokenSigner } from '@aftercall/service-runtime';
import { publishedFlowsAnswer, type PublishedEntry } from '@aftercall/wire-format';
import { Client } from 'pg';
import type { Registry } from '../compose-registry.ts';
import { referenceFlow } from '../testing/reference-flow.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

/** Reads the feed as an executor does: apply what came, then ask for what comes after it. */
class FollowingExecutor {
  revision = 0;
  readonly received: PublishedEntry[] = [];
  readonly known = new Map<string, PublishedEntry['value']>();
  private isStopped = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly registry: RunningRegistry,
    private readonly name: string,
    private readonly replicas: readonly (Registry | undefined)[] = [undefined],
  ) {
    this.running = this.follow();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async follow(): Promise<void> {
    for (let poll = 0; !this.isStopped; poll += 1) {
      const replica = this.replicas[poll % this.replicas.length];
      const answer = await this.registry.poll({ after: this.revision, executor: this.name, waitMs: 300 }, replica);
      publishedFlowsAnswer.parse(answer);
      for (const entry of answer.entries) {
        this.received.push(entry);
        this.known.set(entry.key, entry.value);
      }
      this.revision = answer.revision;
    }
  }
}

describe('the change feed', () => {
  let registry: RunningRegistry;
  let second: Registry;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    second = await registry.startReplica();
  });
  beforeEach(() => registry.forgetExecutors());
  afterAll(() => registry.stop());

  const publishedAction = async (name: string): Promise<string> => {
    const create =
      'mutation ($name: String!) { createAction(input: { name: $name }) { action { id } userErrors { code } } }';
    const { createAction } = await registry.data(create, { variables: { name } });
    const id = createAction.action.id as string;
    const save =
      'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { userErrors { code } } }';
    await registry.data(save, { variables: { id, flow: referenceFlow() } });
    return id;
  };
  const publish = async (
    id: string,
    replica?: Registry,
  ): Promise<{ number: number; liveOn: { executors: number; seen: number } }> => {
    const query =
      'mutation ($id: ID!) { publishVersion(input: { actionId: $id, expectedRevision: 2 }) { version { number liveOn { executors seen } } userErrors { code } } }';
    const { publishVersion } = await registry.data(query, { variables: { id } }, replica);
    expect(publishVersion.userErrors).toEqual([]);
    return publishVersion.version;
  };

  it('holds everything from the beginning, each key once, in the order of its revisions', async () => {
    await registry.data('mutation { createWorkspace(input: { id: "acme", name: "Acme" }) { userErrors { code } } }');
    await registry.data('mutation { registerAgent(input: { agentId: "a", name: "A" }) { userErrors { code } } }', {
      workspace: 'acme',
    });
    await registry.data('mutation { registerAgent(input: { agentId: "a", name: "A2" }) { userErrors { code } } }', {
      workspace: 'acme',
    });
    await registry.data(
      'mutation { setConstant(input: { name: "URL", value: "https://x" }) { userErrors { code } } }',
      { workspace: 'acme' },
    );
    const id = await publishedAction('Whole');
    await publish(id);
    const { revision, entries } = await registry.poll({ after: 0, executor: 'reader', waitMs: 0 });
    const keys = entries.map((entry) => entry.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining([
        'workspace/default',
        'workspace/acme',
        'agent/acme/a',
        'constant/acme/URL',
        `action/default/${id}`,
      ]),
    );
    const revisions = entries.map((entry) => entry.revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    expect(revision).toBe(revisions.at(-1));
    expect(entries.find((entry) => entry.key === 'agent/acme/a')?.value).toEqual({
      kind: 'agent',
      workspace: 'acme',
      agentId: 'a',
      name: 'A2',
    });
    expect(entries.find((entry) => entry.key === `action/default/${id}`)?.value).toMatchObject({
      kind: 'action',
      workspace: 'default',
      isEnabled: true,
      version: { number: 1, document: { format: 1 } },
    });
    expect(JSON.stringify(entries)).not.toContain(registry.adminToken);
  });

  it('tells what is gone', async () => {
    const before = await registry.poll({ after: 0, executor: 'reader', waitMs: 0 });
    await registry.forgetExecutors();
    const id = await publishedAction('Goes');
    await registry.data('mutation ($id: ID!) { archiveAction(input: { actionId: $id }) { userErrors { code } } }', {
      variables: { id },
    });
    const { createApiKey } = await registry.data(
      'mutation { createApiKey(input: { name: "goes", role: SENDER }) { apiKey { id } } }',
    );
    await registry.data('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { code } } }', {
      variables: createApiKey.apiKey,
    });
    await registry.data('mutation { setConstant(input: { name: "GOES", value: "" }) { userErrors { code } } }');
    await registry.data('mutation { deleteConstant(input: { name: "GOES" }) { userErrors { code } } }');
    const { entries } = await registry.poll({ after: before.revision, executor: 'reader', waitMs: 0 });
    expect(entries.map(({ key, value }) => [key, value])).toEqual([
      [`action/default/${id}`, null],
      [`api-key/${createApiKey.apiKey.id}`, null],
      ['constant/default/GOES', null],
    ]);
  });

  it('says nothing of drafts', async () => {
    const { revision } = await registry.poll({ after: 0, executor: 'reader', waitMs: 0 });
    await registry.forgetExecutors();
    const create = 'mutation { createAction(input: { name: "Drafts" }) { action { id } } }';
    const id = (await registry.data(create)).createAction.action.id as string;
    const save =
      'mutation ($id: ID!, $flow: FlowDocument!) { saveDraft(input: { actionId: $id, expectedRevision: 1, flow: $flow }) { userErrors { code } } }';
    await registry.data(save, { variables: { id, flow: referenceFlow() } });
    expect((await registry.poll({ after: revision, executor: 'reader', waitMs: 0 })).entries).toHaveLength(1);
  });

  it('waits while there is nothing new, and answers at once when another replica publishes', async () => {
    const id = await publishedAction('Wakes');
    const { revision } = await registry.poll({ after: 0, executor: 'waiter', waitMs: 0 });
    const began = performance.now();
    expect(await registry.poll({ after: revision, executor: 'waiter', waitMs: 250 })).toEqual({
      revision,
      entries: [],
    });
    expect(performance.now() - began).toBeGreaterThanOrEqual(249);
    const waiting = registry.poll({ after: revision, executor: 'waiter', waitMs: 20_000 });
    const publishing = publish(id, second);
    expect((await waiting).entries).toMatchObject([{ key: `action/default/${id}` }]);
    await publishing;
  });

  it('tells a reader that is ahead where the feed stands', async () => {
    const { revision } = await registry.poll({ after: 0, executor: 'reader', waitMs: 0 });
    expect(await registry.poll({ after: revision + 1000, executor: 'reader', waitMs: 20_000 })).toEqual({
      revision,
      entries: [],
    });
  });

  it('shows two executors every change, without a gap and in order, while many publish at once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, index) => publishedAction(`Concurrent ${index}`)));
    const executors = [
      new FollowingExecutor(registry, 'one', [undefined, second]),
      new FollowingExecutor(registry, 'two', [second]),
    ];
    try {
      await Promise.all(
        ids.map(async (id, index) => {
          for (let version = 1; version <= 8; version += 1) {
            expect(await publish(id, index % 2 === 0 ? undefined : second)).toMatchObject({ number: version });
          }
        }),
      );
      const { revision } = await registry.poll({ after: 0, executor: 'reader', waitMs: 0 });
      for (const executor of executors) {
        await until(() => executor.revision >= revision, { deadlineMs: 5000, what: 'the executor to have it all' });
        const revisions = executor.received.map((entry) => entry.revision);
        expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
        for (const id of ids)
          expect(executor.known.get(`action/default/${id}`)).toMatchObject({ version: { number: 8 } });
      }
    } finally {
      await Promise.all(executors.map((executor) => executor.stop()));
    }
  });

  it('answers publishVersion when every connected executor has it, 100 times of 100', async () => {
    const id = await publishedAction('Heard at once');
    const executors = [new FollowingExecutor(registry, 'h1', [second]), new FollowingExecutor(registry, 'h2')];
    try {
      await until(() => executors.every((one) => one.revision > 0), { deadlineMs: 5000, what: 'the first polls' });
      for (let number = 1; number <= 100; number += 1) {
        expect(await publish(id, number % 2 === 0 ? undefined : second)).toEqual({
          number,
          liveOn: { executors: 2, seen: 2 },
        });
        for (const executor of executors) {
          expect(executor.known.get(`action/default/${id}`)).toMatchObject({ version: { number } });
        }
      }
    } finally {
      await Promise.all(executors.map((executor) => executor.stop()));
    }
  });

  it('waits 2 s at most for one that does not come back, and counts it until it is gone', async () => {
    const id = await publishedAction('Slow');
    await registry.poll({ after: 0, executor: 'stuck', waitMs: 0 });
    const began = performance.now();
    expect((await publish(id)).liveOn).toEqual({ executors: 1, seen: 0 });
    expect(performance.now() - began).toBeGreaterThan(1900);
    expect(performance.now() - began).toBeLessThan(3500);
    await until(async () => (await connected()) === 0, {
      deadlineMs: 10_000,
      what: 'the stuck executor to be forgotten',
    });
    expect((await publish(id)).liveOn).toEqual({ executors: 0, seen: 0 });
  });

  async function connected(): Promise<number> {
    const { actions } = await registry.data(
      '{ actions(first: 100) { nodes { liveVersion { liveOn { executors } } } } }',
    );
    const live = actions.nodes.map(
      (node: { liveVersion: { liveOn: { executors: number } } | null }) => node.liveVersion,
    );
    return live.find((version: object | null) => version !== null).liveOn.executors as number;
  }

  it('hears of changes again after the database has dropped every connection', async () => {
    const id = await publishedAction('Dropped');
    const { revision } = await registry.poll({ after: 0, executor: 'drop', waitMs: 0 });
    const admin = new Client({ connectionString: registry.database.urls.admin });
    await admin.connect();
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await admin.end();
    await until(() => registry.logLines.some((line) => line['msg'] === 'hearing of published changes again'), {
      what: 'the listener to be back',
    });
    await until(async () => (await registry.ask('{ viewer { name } }')).status === 200, {
      what: 'the pool to be back',
    });
    const waiting = registry.poll({ after: revision, executor: 'drop', waitMs: 20_000 });
    await publish(id, second);
    expect((await waiting).entries).toMatchObject([{ key: `action/default/${id}` }]);
  });

  it('is for executors only', async () => {
    const url = registry.url('/internal/published-flows?after=0&executor=x&waitMs=0');
    const status = async (token: string): Promise<number> =>
      (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
    const signed = (privateKey: string, audience: 'registry' | 'vault'): Promise<string> =>
      new ServiceTokenSigner({ privateKey }).sign({ audience });
    expect((await fetch(url)).status).toBe(401);
    expect(await status(registry.adminToken)).toBe(401);
    expect(await status(await signed(generateServiceKey('executor').privateKey, 'registry'))).toBe(401);
    expect(await status(await signed(registry.keys.executor.privateKey, 'vault'))).toBe(401);
    expect(await status(await signed(registry.keys.vault.privateKey, 'registry'))).toBe(403);
    const token = await signed(registry.keys.executor.privateKey, 'registry');
    expect(await status(token)).toBe(200);
    for (const query of ['after=-1&executor=x', 'after=0', 'after=0&executor=x&waitMs=999999', 'after=x&executor=x']) {
      const answer = await fetch(registry.url(`/internal/published-flows?${query}`), {
        headers: { authorization: `Bearer ${token}` },
      });
      expect([query, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        query,
        400,
        'BAD_REQUEST',
      ]);
    }
  });

  it('answers its long polls when the service stops', async () => {
    const third = await registry.startReplica();
    const { revision } = await registry.poll({ after: 0, executor: 'drained', waitMs: 0 });
    const waiting = registry.poll({ after: revision, executor: 'drained', waitMs: 50_000 }, third);
    await until(async () => (await connected()) > 0, { deadlineMs: 5000, what: 'the poll to be noted' });
    const began = performance.now();
    await third.stop();
    expect(await waiting).toEqual({ revision, entries: [] });
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
