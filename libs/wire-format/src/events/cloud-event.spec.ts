import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@aftercall/flow-model';
import { MAX_DEPTH, readBinaryEvent, readStructuredEvent, withoutBrokenCharacters } from './cloud-event.ts';

const samples = join(__dirname, '../../samples');
const sample = (name: string): JsonObject => JSON.parse(readFileSync(join(samples, name), 'utf8')) as JsonObject;
const ended = (over: JsonObject = {}, dataOver: JsonObject = {}): JsonObject => {
  const event = sample('call.ended.v1.json');
  return { ...event, ...over, data: { ...(event['data'] as JsonObject), ...dataOver } };
};
const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

describe('a structured call event', () => {
  it.each(readdirSync(samples))('reads the sample %s', (name) => {
    const reading = readStructuredEvent(sample(name));
    expect(reading).toMatchObject({
      ok: true,
      event: { type: name.replace('.v1.json', ''), source: 'urn:example:call-system' },
    });
  });

  it('keeps fields that nobody named, and an outcome that nobody knows', () => {
    const reading = readStructuredEvent(ended({}, { outcome: 'teleported', queue: { name: 'vip' } }));
    expect(reading).toMatchObject({ ok: true, event: { data: { outcome: 'teleported', queue: { name: 'vip' } } } });
  });

  it('takes null for what is not known', () => {
    expect(readStructuredEvent(ended({}, { summary: null, transcript: null, durationMs: null }))).toMatchObject({
      ok: true,
    });
  });

  it('takes an attribute that is null for one that is not there', () => {
    const unset = { time: null, workspace: null, subject: null, data_base64: null };
    const left = Object.keys(unset).reduce(without, ended());
    expect(readStructuredEvent(ended(unset))).toEqual(readStructuredEvent(left));
    expect(readStructuredEvent(ended(unset))).toMatchObject({ ok: true, event: { workspace: undefined } });
  });

  it.each<[string, JsonObject, { code: string; path: string }]>([
    [
      'no call id',
      { ...ended(), data: without(ended()['data'] as JsonObject, 'callId') },
      { code: 'INVALID', path: 'data.callId' },
    ],
    ['an empty call id', ended({}, { callId: '' }), { code: 'INVALID', path: 'data.callId' }],
    ['a call id that is a number', ended({}, { callId: 7 }), { code: 'INVALID', path: 'data.callId' }],
    [
      'no agent',
      { ...ended(), data: without(ended()['data'] as JsonObject, 'agentId') },
      { code: 'INVALID', path: 'data.agentId' },
    ],
    [
      'no outcome',
      { ...ended(), data: without(ended()['data'] as JsonObject, 'outcome') },
      { code: 'INVALID', path: 'data.outcome' },
    ],
    ['a transcript that is text', ended({}, { transcript: 'hello' }), { code: 'INVALID', path: 'data.transcript' }],
    [
      'a turn without text',
      ended({}, { transcript: [{ role: 'agent' }] }),
      { code: 'INVALID', path: 'data.transcript.0.text' },
    ],
    ['a duration that is text', ended({}, { durationMs: '65s' }), { code: 'INVALID', path: 'data.durationMs' }],
    ['variables that are a list', ended({}, { variables: [] }), { code: 'INVALID', path: 'data.variables' }],
    ['a time that is none', ended({ time: 'yesterday' }), { code: 'INVALID', path: 'time' }],
    ['no data', without(ended(), 'data'), { code: 'INVALID', path: 'data' }],
    ['data that is null', { ...ended(), data: null }, { code: 'INVALID', path: 'data' }],
    ['no id', without(ended(), 'id'), { code: 'INVALID', path: 'id' }],
    ['an id that is null', ended({ id: null }), { code: 'INVALID', path: 'id' }],
    ['another CloudEvents version', ended({ specversion: '0.3' }), { code: 'INVALID', path: 'specversion' }],
    ['a workspace that is a number', ended({ workspace: 3 }), { code: 'INVALID', path: 'workspace' }],
    ['a type that we do not know', ended({ type: 'call.exploded.v1' }), { code: 'UNKNOWN_TYPE', path: 'type' }],
    ['a version that we do not speak', ended({ type: 'call.ended.v2' }), { code: 'UNKNOWN_VERSION', path: 'type' }],
  ])('refuses %s and names the field', (_what, event, problem) => {
    expect(readStructuredEvent(event)).toMatchObject({ ok: false, problem });
  });

  it('tells the sender which event it was, also when it is refused', () => {
    expect(readStructuredEvent(ended({}, { outcome: 1 }))).toMatchObject({
      ok: false,
      id: 'evt-1001',
      callId: 'c-1001',
    });
  });

  it('takes the end of the call for its time when it brings none', () => {
    const reading = readStructuredEvent(without(ended(), 'time'));
    expect(reading).toMatchObject({ ok: true, event: { occurredAt: new Date('2026-11-20T09:01:05Z') } });
  });

  it('replaces NUL and lone surrogates in values and names, and says so', () => {
    const reading = readStructuredEvent(ended({}, { summary: 'a\u0000b\ud800c', metadata: { 'k\u0000': '😀' } }));
    expect(reading).toMatchObject({
      ok: true,
      event: { note: 'CHARACTERS_REPLACED', data: { summary: 'a\uFFFDb\uFFFDc', metadata: { 'k\uFFFD': '😀' } } },
    });
  });

  it('refuses data that is nested too deeply, and takes what is just within', () => {
    const nested = (levels: number): JsonObject => {
      let value: JsonObject = {};
      for (let level = 1; level < levels; level += 1) value = { in: value };
      return value;
    };
    // The event itself and its data are two levels.
    expect(readStructuredEvent(ended({}, { metadata: nested(MAX_DEPTH - 2) }))).toMatchObject({ ok: true });
    expect(readStructuredEvent(ended({}, { metadata: nested(MAX_DEPTH - 1) }))).toMatchObject({
      ok: false,
      problem: { code: 'INVALID', path: 'data' },
    });
    expect(readStructuredEvent(ended({}, { metadata: nested(5000) }))).toMatchObject({ ok: false });
  });
});

describe('a binary call event', () => {
  it('is the same event with its attributes in headers', () => {
    const { data, ...attributes } = ended();
    const binary = readBinaryEvent(attributes as Record<string, string>, data);
    expect(binary).toEqual(readStructuredEvent(ended()));
  });
});

describe('mending characters', () => {
  it('gives back the very same value when there is nothing to mend', () => {
    const value = { a: ['x', 1, null, true] };
    expect(withoutBrokenCharacters(value)?.clean).toBe(value);
  });

  it('makes no prototype of a member named __proto__', () => {
    const value = JSON.parse('{"__proto__": {"polluted": "\\u0000"}}') as JsonObject;
    const clean = withoutBrokenCharacters(value)?.clean as JsonObject;
    expect(Object.keys(clean)).toEqual(['__proto__']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
