import { readRecord } from './read-record.ts';

const event = (over: object = {}, data: object = {}): object => ({
  specversion: '1.0',
  id: 'evt-1',
  source: 'urn:test',
  type: 'call.ended.v1',
  workspace: 'acme',
  time: '2026-11-20T09:01:05Z',
  data: { callId: 'c-1', agentId: 'agent-1', outcome: 'completed', ...data },
  ...over,
});
const read = (value: string | Buffer | null, headers: Record<string, string | null> = {}) =>
  readRecord({
    value: value === null ? null : Buffer.from(value),
    headers: Object.entries(headers).map(([name, text]) => ({ name, value: text === null ? null : Buffer.from(text) })),
  });
const binary = {
  ce_specversion: '1.0',
  ce_id: 'evt-1',
  ce_source: 'urn:test',
  ce_type: 'call.ended.v1',
  ce_workspace: 'acme',
  ce_time: '2026-11-20T09:01:05Z',
};
const data = JSON.stringify({ callId: 'c-1', agentId: 'agent-1', outcome: 'completed' });
const good = { ok: true, event: { id: 'evt-1', type: 'call.ended', workspace: 'acme', data: { callId: 'c-1' } } };

describe('reading a record', () => {
  it.each<[string, Record<string, string>]>([
    ['structured mode', { 'content-type': 'application/cloudevents+json' }],
    ['structured mode with a charset', { 'content-type': 'application/cloudevents+json; charset=UTF-8' }],
    ['structured mode, whatever case the header has', { 'Content-Type': 'Application/CloudEvents+JSON' }],
    [
      'structured mode although there are ce_ headers',
      { 'content-type': 'application/cloudevents+json', ce_id: 'other' },
    ],
    ['an event as JSON without any header, as shells send it', {}],
    ['an event as plain JSON', { 'content-type': 'application/json', traceparent: '00-…' }],
  ])('takes %s', (_what, headers) => {
    expect(read(JSON.stringify(event()), headers)).toMatchObject(good);
  });

  it.each<[string, Record<string, string>]>([
    ['with a content type', { ...binary, 'content-type': 'application/json' }],
    ['without one', binary],
    ['with a content type of its own', { ...binary, 'content-type': 'application/vnd.calls+json' }],
    ['with headers that are no attributes', { ...binary, traceparent: '00-…' }],
  ])('takes binary mode %s', (_what, headers) => {
    expect(read(data, headers)).toMatchObject(good);
    expect(read(data, headers)).toEqual(read(JSON.stringify(event())));
  });

  it.each<[string, string | null, Record<string, string | null>, { code: string; path?: string }]>([
    ['a tombstone', null, { 'content-type': 'application/cloudevents+json' }, { code: 'EMPTY' }],
    ['an empty value', '', binary, { code: 'EMPTY' }],
    ['what is not JSON', '{"specversion": ', {}, { code: 'UNREADABLE' }],
    ['what is not JSON, in binary mode', 'hello', binary, { code: 'UNREADABLE' }],
    ['JSON that is no event', '{"hello": 1}', {}, { code: 'UNREADABLE' }],
    ['a list', `[${JSON.stringify(event())}]`, {}, { code: 'UNREADABLE' }],
    ['a batch', '[]', { 'content-type': 'application/cloudevents-batch+json' }, { code: 'UNREADABLE' }],
    ['another format of CloudEvents', 'x', { 'content-type': 'application/cloudevents+avro' }, { code: 'UNREADABLE' }],
    ['data that is not JSON', '<xml/>', { ...binary, 'content-type': 'application/xml' }, { code: 'UNREADABLE' }],
    [
      'another charset',
      data,
      { ...binary, 'content-type': 'application/json; charset=latin1' },
      { code: 'UNREADABLE' },
    ],
    [
      'a structured event that lacks its id',
      JSON.stringify(event({ id: undefined })),
      {},
      { code: 'INVALID', path: 'id' },
    ],
    ['a binary event that lacks its type', data, { ...binary, ce_type: null }, { code: 'INVALID', path: 'type' }],
    [
      'a binary event of another version of CloudEvents',
      data,
      { ...binary, ce_specversion: '0.3' },
      { code: 'INVALID', path: 'specversion' },
    ],
    ['no call id', JSON.stringify(event({}, { callId: undefined })), {}, { code: 'INVALID', path: 'data.callId' }],
    [
      'a field of the wrong type',
      JSON.stringify(event({}, { durationMs: '65s' })),
      {},
      { code: 'INVALID', path: 'data.durationMs' },
    ],
    [
      'an unknown type',
      JSON.stringify(event({ type: 'call.exploded.v1' })),
      {},
      { code: 'UNKNOWN_TYPE', path: 'type' },
    ],
    [
      'an unknown major version',
      JSON.stringify(event({ type: 'call.ended.v2' })),
      {},
      { code: 'UNKNOWN_VERSION', path: 'type' },
    ],
  ])('refuses %s', (_what, value, headers, problem) => {
    expect(read(value, headers)).toMatchObject({ ok: false, problem });
  });

  it('refuses an event of more than 1 MiB for its size, and says which one it was', () => {
    const value = JSON.stringify(event({}, { summary: 'x'.repeat(5 * 1024 * 1024) }));
    const reading = read(value);
    expect(reading).toMatchObject({ ok: false, id: 'evt-1', callId: 'c-1', problem: { code: 'TOO_LARGE' } });
    expect(reading.ok ? '' : reading.problem.message).toContain(`${Buffer.byteLength(value)} bytes: at most 1048576`);
  });

  it('takes one of exactly 1 MiB', () => {
    const empty = Buffer.byteLength(JSON.stringify(event({}, { summary: '' })));
    const value = JSON.stringify(event({}, { summary: 'x'.repeat(1_048_576 - empty) }));
    expect(Buffer.byteLength(value)).toBe(1_048_576);
    expect(read(value)).toMatchObject(good);
    expect(read(`${value} `)).toMatchObject({ ok: false, problem: { code: 'TOO_LARGE' } });
  });

  it('does not parse what is larger by far', () => {
    expect(read(Buffer.alloc(17 * 1024 * 1024, '['))).toMatchObject({
      ok: false,
      id: undefined,
      problem: { code: 'TOO_LARGE' },
    });
  });

  it('replaces NUL, lone surrogates and bytes that are no UTF-8, and notes it', () => {
    const mended = { ok: true, event: { note: 'CHARACTERS_REPLACED' } };
    const withSummary = (summary: string) => JSON.stringify(event({}, { summary }));
    expect(read(withSummary('a\u0000b'))).toMatchObject({ ...mended, event: { data: { summary: 'a\uFFFDb' } } });
    expect(read(withSummary('a\ud800b'))).toMatchObject(mended);
    const [before = '', after = ''] = withSummary('a|b').split('|');
    const broken = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
    expect(read(broken)).toMatchObject({
      ok: true,
      event: { note: 'CHARACTERS_REPLACED', data: { summary: 'a\uFFFDb' } },
    });
    expect(read(withSummary('fine'))).not.toHaveProperty('event.note');
  });

  it('takes a header of the language for a header', () => {
    expect(
      read(data, JSON.parse(JSON.stringify({ ...binary, constructor: 'x' })) as Record<string, string>),
    ).toMatchObject(good);
  });
});
