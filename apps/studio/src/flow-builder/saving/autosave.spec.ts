import type { FlowDocument } from '@aftercall/flow-model';
import { anAssignment, drawFlow } from '../testing/draw-flow.ts';
import { Autosave } from './autosave.ts';
import type { DraftServer, LocalDraft, LocalDrafts, SaveOutcome, Timers } from './draft-server.ts';
import { openDraft, revisionUnder } from './recover-draft.ts';

const start = drawFlow([]);
const flows = [1, 2, 3, 4].map((number) =>
  drawFlow([anAssignment(`n${String(number)}`)], `start -> n${String(number)}`),
);
const [one, two, three] = flows as [FlowDocument, FlowDocument, FlowDocument];
const at = new Date('2026-11-20T12:00:00Z');

/** Time that moves when the test says so. */
class HandTimers implements Timers {
  #time = at.getTime();
  #waiting: { due: number; work: () => void }[] = [];

  now(): Date {
    return new Date(this.#time);
  }

  after(delayMs: number, work: () => void): () => void {
    const entry = { due: this.#time + delayMs, work };
    this.#waiting.push(entry);
    return () => (this.#waiting = this.#waiting.filter((other) => other !== entry));
  }

  /** Lets time pass and everything that was due happen. */
  async pass(ms: number): Promise<void> {
    this.#time += ms;
    const due = this.#waiting.filter((entry) => entry.due <= this.#time);
    this.#waiting = this.#waiting.filter((entry) => entry.due > this.#time);
    for (const { work } of due) work();
    await settle();
  }
}

/** Keeps revisions as the registry does; what it answers next can be scripted. */
class ScriptedServer implements DraftServer {
  revision = 1;
  flow: FlowDocument = start;
  readonly received: { flow: FlowDocument; expectedRevision: number }[] = [];
  readonly script: (SaveOutcome | 'lostAnswer' | Promise<unknown>)[] = [];

  async save(draft: { flow: FlowDocument; expectedRevision: number }): Promise<SaveOutcome> {
    this.received.push(draft);
    const scripted = this.script.shift();
    if (scripted instanceof Promise) await scripted;
    else if (scripted !== undefined && scripted !== 'lostAnswer') return scripted;
    const saved = { revision: this.revision, savedAt: at, savedBy: 'other' };
    if (draft.expectedRevision !== this.revision) return { type: 'stale', theirs: { ...saved, flow: this.flow } };
    this.revision += 1;
    this.flow = draft.flow;
    return scripted === 'lostAnswer'
      ? { type: 'unreachable' }
      : { type: 'saved', draft: { revision: this.revision, savedAt: at, savedBy: 'me' } };
  }
}

class MemoryDrafts implements LocalDrafts {
  readonly kept = new Map<string, LocalDraft>();
  async put(actionId: string, draft: LocalDraft): Promise<void> {
    this.kept.set(actionId, draft);
  }
  async find(actionId: string): Promise<LocalDraft | undefined> {
    return this.kept.get(actionId);
  }
  async remove(actionId: string): Promise<void> {
    this.kept.delete(actionId);
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function open() {
  const [server, local, timers] = [new ScriptedServer(), new MemoryDrafts(), new HandTimers()];
  const autosave = new Autosave({ revision: 1, savedAt: at }, { actionId: 'a-1', server, local, timers });
  return { autosave, server, local, timers, kept: () => local.kept.get('a-1')?.flow };
}

describe('saving by itself', () => {
  it('sends the last of several changes, 800 ms after it', async () => {
    const { autosave, server, timers } = open();
    autosave.changed(one);
    await timers.pass(700);
    autosave.changed(two);
    await timers.pass(700);
    expect(server.received).toEqual([]);
    expect(autosave.state.type).toBe('saving');
    await timers.pass(100);
    expect(server.received).toEqual([{ flow: two, expectedRevision: 1 }]);
    expect(autosave.state).toEqual({ type: 'saved', at });
    expect(autosave.revision).toBe(2);
  });

  it('has one save on its way at a time, each on the revision of the one before', async () => {
    const { autosave, server, timers } = open();
    const { promise, resolve } = Promise.withResolvers<undefined>();
    server.script.push(promise);
    autosave.changed(one);
    await timers.pass(800);
    autosave.changed(two);
    await timers.pass(2_000);
    expect(server.received).toHaveLength(1);
    resolve(undefined);
    await settle();
    await timers.pass(800);
    expect(server.received.map(({ expectedRevision }) => expectedRevision)).toEqual([1, 2]);
    expect(autosave.isSettled).toBe(true);
  });

  it('saves at once when told to, and not what is saved', async () => {
    const { autosave, server } = open();
    autosave.saveNow();
    expect(server.received).toEqual([]);
    autosave.changed(one);
    autosave.saveNow();
    await settle();
    expect(autosave.isSettled).toBe(true);
  });

  it('keeps what is not saved in this browser, and only that', async () => {
    const { autosave, kept, timers } = open();
    autosave.changed(one);
    await settle();
    expect(kept()).toBe(one);
    await timers.pass(800);
    expect(kept()).toBeUndefined();
  });

  it('goes on by itself when the registry is back, with what is newest', async () => {
    const { autosave, server, timers, kept } = open();
    server.script.push({ type: 'unreachable' }, { type: 'unreachable' });
    autosave.changed(one);
    await timers.pass(800);
    expect(autosave.state.type).toBe('offline');
    autosave.changed(two);
    expect(autosave.state.type).toBe('offline');
    await timers.pass(1_000);
    expect(server.received).toHaveLength(2);
    expect(kept()).toBe(two);
    autosave.changed(three);
    autosave.tryAgain();
    await settle();
    expect(server.flow).toBe(three);
    expect(autosave.state.type).toBe('saved');
  });

  it('takes a save whose answer was lost for what it is', async () => {
    const { autosave, server, timers } = open();
    server.script.push('lostAnswer');
    autosave.changed(one);
    await timers.pass(800);
    expect(autosave.state.type).toBe('offline');
    await timers.pass(1_000);
    expect(autosave.state.type).toBe('saved');
    expect(autosave.revision).toBe(2);
  });

  it('stops when somebody else saved, and loses nothing until the author has decided', async () => {
    const { autosave, server, timers, kept } = open();
    server.revision = 5;
    server.flow = three;
    autosave.changed(one);
    await timers.pass(800);
    expect(autosave.state).toMatchObject({ type: 'conflict', theirs: { revision: 5, savedBy: 'other' } });
    autosave.changed(two);
    autosave.saveNow();
    await timers.pass(5_000);
    expect(server.received).toHaveLength(1);
    expect(kept()).toBe(two);
    autosave.takeTheirs({ flow: three, revision: 5, savedAt: at, savedBy: 'other' });
    expect(autosave.state.type).toBe('saved');
    autosave.changed(two);
    await timers.pass(800);
    expect(server.received.at(-1)).toEqual({ flow: two, expectedRevision: 5 });
  });

  it('waits for the author to sign in again and then sends', async () => {
    const { autosave, server, timers } = open();
    server.script.push({ type: 'signedOut' });
    autosave.changed(one);
    await timers.pass(800);
    expect(autosave.state.type).toBe('signedOut');
    autosave.changed(two);
    await timers.pass(5_000);
    expect(server.received).toHaveLength(1);
    autosave.tryAgain();
    await settle();
    expect(server.flow).toBe(two);
  });

  it('says why the registry refused, and tries the next change', async () => {
    const { autosave, server, timers } = open();
    server.script.push({ type: 'refused', problem: 'You need the role editor.' });
    autosave.changed(one);
    await timers.pass(800);
    expect(autosave.state).toEqual({ type: 'refused', problem: 'You need the role editor.' });
    autosave.changed(two);
    await timers.pass(800);
    expect(autosave.state.type).toBe('saved');
  });

  it('sends what waits when the page is left, and nothing later', async () => {
    const { autosave, server, timers } = open();
    autosave.changed(one);
    autosave.end();
    await settle();
    expect(server.flow).toBe(one);
    await timers.pass(60_000);
    expect(server.received).toHaveLength(1);
  });
});

describe('opening a draft', () => {
  const saved = { flow: one, revision: 3, savedAt: at, savedBy: 'me' };
  it.each([
    ['what the registry has, when this browser kept nothing', undefined, 'saved', one],
    ['what the registry has, when this browser kept the same', { flow: one, revision: 2, at }, 'saved', one],
    ['what this browser kept, when nobody saved since', { flow: two, revision: 3, at }, 'recovered', two],
    ['both, when somebody did', { flow: two, revision: 2, at }, 'diverged', two],
  ] as const)('takes %s', (_what, local, type, flow) => {
    expect(openDraft(saved, local)).toMatchObject({ type, flow });
  });

  it('stands on the revision that it was made from, so that it never overwrites a later one', () => {
    expect(revisionUnder(openDraft(saved, { flow: two, revision: 2, at }), saved)).toBe(2);
    expect(revisionUnder(openDraft(saved, { flow: two, revision: saved.revision, at }), saved)).toBe(saved.revision);
    expect(revisionUnder(openDraft(saved, undefined), saved)).toBe(saved.revision);
  });
});
