import { HandClock } from '@aftercall/dev-harness';
import { registered } from '../agents/agent.ts';
import { MemoryAgentStore } from '../agents/testing/memory-agent-store.ts';
import type { AuthProfileDirectory } from '../auth-profiles/auth-profile-directory.ts';
import { MemoryConstantStore } from '../constants/testing/memory-constant-store.ts';
import { fault } from '../faults.ts';
import type { Caller } from '../identity/caller.ts';
import { LiveOn } from '../published/live-on.ts';
import { NoticeBoard } from '../published/notice-board.ts';
import { MemoryExecutorsSeen, MemoryFeed } from '../published/testing/memory-feed.ts';
import { MemorySampleStore } from '../samples/testing/memory-sample-store.ts';
import { referenceFlow } from '../testing/reference-flow.ts';
import { CheckDraft } from './check-draft.ts';
import { CreateAction } from './create-action.ts';
import { PublishVersion } from './publish-version.ts';
import { SaveDraft } from './save-draft.ts';
import { MemoryActionStore } from './testing/memory-action-store.ts';

const caller: Caller = { workspace: 'acme', name: 'ada', role: 'PUBLISHER', isOfInstallation: false };

/** Knows these names, or is away. */
class FixedDirectory implements AuthProfileDirectory {
  isAway = false;

  constructor(private readonly known: readonly string[]) {}

  create(): never {
    throw new Error('not used');
  }

  all(): never {
    throw new Error('not used');
  }

  names(): Promise<readonly string[]> {
    return this.isAway ? Promise.reject(fault('VAULT_UNAVAILABLE')) : Promise.resolve(this.known);
  }
}

/** The path of publishing, from the use cases down to the stores, without network or database. */
describe('saving and publishing', () => {
  const make = async () => {
    const clock = new HandClock();
    const [feed, board] = [new MemoryFeed(), new NoticeBoard(clock)];
    const [actions, agents, constants] = [
      new MemoryActionStore(feed),
      new MemoryAgentStore(feed),
      new MemoryConstantStore(feed),
    ];
    const directory = new FixedDirectory(['desk']);
    const checkDraft = new CheckDraft(agents, constants, directory, new MemorySampleStore());
    const liveOn = new LiveOn(new MemoryExecutorsSeen(() => clock.monotonicMs(), board), board, clock);
    const now = () => clock.now();
    let ids = 0;
    const newId = () => `00000000-0000-4000-8000-00000000000${(ids += 1)}`;
    const registration = {
      agentId: 'agent-1',
      name: 'One',
      endNodes: [{ id: 'end-1', name: 'End' }],
      variables: undefined,
    };
    await agents.change('acme', 'agent-1', (before) => registered(before, registration, now()));
    const created = await new CreateAction(actions, agents, liveOn, { now, newId }).create(caller, {
      name: 'A',
      description: '',
      agentIds: ['agent-1'],
    });
    if (!created.ok) throw new Error('not created');
    const saveDraft = new SaveDraft(actions, now);
    const publishVersion = new PublishVersion(actions, checkDraft, liveOn, now);
    const actionId = created.value.id;
    return {
      feed,
      constants,
      directory,
      checkDraft,
      actionId,
      save: (expectedRevision: number, flow: object) =>
        saveDraft.save(caller, { actionId, expectedRevision, flow: flow as never }),
      publish: (expectedRevision: number) =>
        publishVersion.publish(caller, { actionId, expectedRevision, note: 'first' }),
    };
  };
  const codesOf = (outcome: { ok: boolean; problems?: readonly { code: string }[] }): unknown =>
    outcome.ok ? 'ok' : outcome.problems?.map((problem) => problem.code);

  it('begins with a draft that cannot be published, and goes on to version 1, 2, 3', async () => {
    const { save, publish } = await make();
    expect(codesOf(await publish(1))).not.toBe('ok');
    for (const number of [1, 2, 3]) {
      expect(codesOf(await save(number, referenceFlow()))).toBe('ok');
      expect(await publish(number + 1)).toMatchObject({
        ok: true,
        value: { version: { number, publishedBy: 'ada', note: 'first' } },
      });
    }
  });

  it('publishes flows with their defaults written out, and keeps the draft as its author wrote it', async () => {
    const { save, publish } = await make();
    await save(1, referenceFlow());
    const outcome = await publish(2);
    if (!outcome.ok) throw new Error('not published');
    const { action, version } = outcome.value;
    expect(JSON.stringify(action.draft.flow)).toBe(JSON.stringify(referenceFlow()));
    expect(JSON.stringify(version.flow)).toContain('"timeoutMs":10000');
    expect(JSON.stringify(action.draft.flow)).not.toContain('timeoutMs');
  });

  it('refuses what does not fit the surroundings, and takes it once it does', async () => {
    const { save, publish, constants } = await make();
    const flow = referenceFlow() as { nodes: { config: object }[] };
    Object.assign(flow.nodes[2]?.config ?? {}, { url: '{{env.DESK_URL}}/tickets' });
    await save(1, flow);
    expect(codesOf(await publish(2))).toEqual(['E_UNKNOWN_CONSTANT']);
    await constants.set('acme', {
      name: 'DESK_URL',
      value: 'https://desk.example',
      updatedAt: new Date(),
      updatedBy: 'ada',
    });
    expect(codesOf(await publish(2))).toBe('ok');
  });

  it('asks the vault only when a flow names an auth profile, and publishes nothing unasked', async () => {
    const { save, publish, directory, checkDraft } = await make();
    directory.isAway = true;
    await save(1, referenceFlow());
    expect(codesOf(await publish(2))).toBe('ok');
    await save(2, referenceFlow({ authProfile: 'nope' }));
    await expect(publish(3)).rejects.toMatchObject({ code: 'VAULT_UNAVAILABLE' });
    const errors = async (flow: object): Promise<string[]> =>
      (await checkDraft.findings('acme', flow, undefined))
        .filter((one) => one.severity === 'ERROR')
        .map((one) => one.code);
    expect(await errors(referenceFlow({ authProfile: 'nope' }))).toEqual([]);
    directory.isAway = false;
    expect(await errors(referenceFlow({ authProfile: 'nope' }))).toEqual(['E_PROFILE_MISSING']);
    expect(codesOf(await publish(3))).toEqual(['E_PROFILE_MISSING']);
  });

  it('says nothing to executors before a version is published', async () => {
    const { feed, save, publish } = await make();
    const { revision } = await feed.entriesAfter(0);
    await save(1, referenceFlow());
    expect((await feed.entriesAfter(0)).revision).toBe(revision);
    expect(await publish(2)).toMatchObject({ revision: revision + 1 });
  });
});
