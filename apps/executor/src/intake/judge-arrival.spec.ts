import type { CallEvent } from '@aftercall/wire-format';
import { FlowCatalog } from '../catalog/flow-catalog.ts';
import { publishedEntries } from '../catalog/testing/published.ts';
import { judgeArrival, type DoorArrival, type Speaker } from './judge-arrival.ts';

const now = new Date('2026-11-20T09:02:00Z');
const catalog = new FlowCatalog();
const entries = publishedEntries(
  { kind: 'workspace', workspace: 'acme', name: 'Acme' },
  { kind: 'workspace', workspace: 'globex', name: 'Globex' },
  { kind: 'agent', workspace: 'acme', agentId: 'agent-1', name: 'One' },
);
catalog.apply(entries.length, entries);

const event = (over: Partial<CallEvent> = {}): CallEvent => ({
  id: 'evt-1',
  source: 'urn:test',
  type: 'call.ended',
  workspace: undefined,
  occurredAt: now,
  data: { callId: 'c-1', agentId: 'agent-1', outcome: 'completed' },
  ...over,
});
const judge = (speaker: Speaker, over: Partial<CallEvent> = {}, reading?: DoorArrival['reading']) =>
  judgeArrival(
    catalog,
    {
      reading: reading ?? { ok: true, event: event(over) },
      speaker,
      door: 'workspace' in speaker ? 'HTTP' : 'KAFKA',
      receivedAt: now,
      provenance: null,
    },
    () => 'run-1',
  );
const key: Speaker = { workspace: 'acme' };
const topic = (workspaces: Extract<Speaker, { topic: string }>['workspaces']): Speaker => ({
  topic: 'calls',
  workspaces,
});

describe('an event at a door', () => {
  it('is of the workspace of its key', () => {
    expect(judge(key)).toMatchObject({ admitted: true, admission: { workspace: 'acme' } });
    expect(judge(key, { workspace: 'acme' })).toMatchObject({ admitted: true, admission: { workspace: 'acme' } });
  });

  it('may not name another workspace than its key', () => {
    const problem = { code: 'WORKSPACE_NOT_ALLOWED', path: 'workspace' };
    expect(judge(key, { workspace: 'globex' })).toMatchObject({
      admitted: false,
      problem,
      workspace: null,
      eventId: 'evt-1',
    });
  });

  it('is of the workspace that it names, when its topic may speak for it', () => {
    expect(judge(topic(new Set(['acme'])), { workspace: 'acme' })).toMatchObject({
      admitted: true,
      admission: { workspace: 'acme', door: 'KAFKA' },
    });
    expect(judge(topic('all'), { workspace: 'globex' })).toMatchObject({
      admitted: true,
      admission: { workspace: 'globex' },
    });
  });

  it.each<[string, Speaker, string | undefined, string]>([
    ['names no workspace on Kafka', topic('all'), undefined, 'WORKSPACE_MISSING'],
    ['names one that its topic may not speak for', topic(new Set(['acme'])), 'globex', 'WORKSPACE_NOT_ALLOWED'],
    ['names one that nobody made', topic('all'), 'ghost', 'WORKSPACE_NOT_ALLOWED'],
    ['names one that nobody made, though the map has it', topic(new Set(['ghost'])), 'ghost', 'WORKSPACE_NOT_ALLOWED'],
  ])('is seen by operators only when it %s', (_what, speaker, workspace, code) => {
    expect(judge(speaker, { workspace })).toMatchObject({
      admitted: false,
      problem: { code, path: 'workspace' },
      workspace: null,
      eventId: 'evt-1',
      callId: 'c-1',
    });
  });

  it.each([
    ['1970', '1970-01-01T00:00:00Z', 'TOO_OLD'],
    ['2100', '2100-01-01T00:00:00Z', 'IN_FUTURE'],
  ])('of %s is refused in the workspace that it speaks for', (_year, time, code) => {
    expect(judge(topic('all'), { workspace: 'acme', occurredAt: new Date(time) })).toMatchObject({
      admitted: false,
      problem: { code },
      workspace: 'acme',
      callId: 'c-1',
    });
  });

  it('that could not be read keeps its problem and what was read of it', () => {
    const problem = { code: 'INVALID', path: 'data.outcome', message: 'no' } as const;
    const reading = { ok: false, problem, id: 'evt-9', callId: undefined } as const;
    expect(judge(topic('all'), {}, reading)).toEqual({
      admitted: false,
      problem,
      workspace: null,
      eventId: 'evt-9',
      callId: null,
    });
    expect(judge(key, {}, reading)).toMatchObject({ workspace: 'acme' });
  });
});
