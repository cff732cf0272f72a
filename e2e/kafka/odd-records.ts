import type { IHeaders, Message } from 'kafkajs';

/** A call event of the workspace, with these attributes and this data laid over it. */
export type MakeEvent = (callId: string, over?: object, data?: object) => Record<string, unknown>;

type HeaderValue = string | Buffer | string[];

const STRUCTURED = 'application/cloudevents+json';

/** Records as producers of all kinds write them, good and bad. */
export class OddRecords {
  readonly #eventOf: MakeEvent;

  constructor(eventOf: MakeEvent) {
    this.#eventOf = eventOf;
  }

  structured(callId: string, over: object = {}, data: object = {}): Message {
    const value = JSON.stringify(this.#eventOf(callId, over, data));
    return { key: callId, value, headers: { 'content-type': STRUCTURED } };
  }

  /** `over`: headers laid over those of the event; one that is undefined is left out. */
  binary(callId: string, over: Record<string, HeaderValue | undefined> = {}): Message {
    const { data, ...attributes } = this.#eventOf(callId);
    const named = Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`ce_${name}`, String(text)]));
    const all = Object.entries<HeaderValue | undefined>({ ...named, 'content-type': 'application/json', ...over });
    const headers = Object.fromEntries(all.filter(([, value]) => value !== undefined)) as IHeaders;
    return { key: callId, value: JSON.stringify(data), headers };
  }

  /** What becomes a dead letter, with its code; all of one key, so that each stands before the next one. */
  refused(key: string): [string, Message][] {
    const event = JSON.stringify(this.#eventOf(key));
    const as = (contentType: string, value: string | null = event): Message => ({
      ...{ key, value, headers: { 'content-type': contentType } },
    });
    let deep: object = {};
    for (let level = 0; level < 3000; level += 1) deep = { in: deep };
    return [
      ['EMPTY', { key, value: null }],
      ['EMPTY', { ...this.binary(key), value: null }],
      ['EMPTY', as(STRUCTURED, '')],
      ['UNREADABLE', { key, value: '{not json' }],
      ...['null', '7', '"text"', '[]', `[${event}]`, '{}'].map((value): [string, Message] => [
        'UNREADABLE',
        as(STRUCTURED, value),
      ]),
      ['UNREADABLE', as('application/cloudevents-batch+json', `[${event}]`)],
      ['UNREADABLE', as('application/cloudevents+avro')],
      ['UNREADABLE', as(`${STRUCTURED}; charset=utf-16`)],
      ['UNREADABLE', this.binary(key, { 'content-type': 'text/xml' })],
      ['INVALID', this.binary(key, { ce_id: undefined })],
      ['INVALID', this.binary(key, { ce_source: '' })],
      ['INVALID', this.binary(key, { ce_specversion: '0.3' })],
      ['INVALID', this.binary(key, { ce_time: 'yesterday' })],
      ['UNKNOWN_TYPE', this.binary(key, { ce_type: Buffer.from([0, 0xff, 0xfe]) })],
      ['WORKSPACE_MISSING', this.binary(key, { ce_workspace: undefined })],
      ['INVALID', this.structured(key, {}, { callId: undefined })],
      ['INVALID', this.structured(key, {}, { callId: 7 })],
      ['INVALID', this.structured(key, {}, { durationMs: 'long' })],
      ['INVALID', this.structured(key, {}, { outcome: null })],
      ['INVALID', this.structured(key, {}, { metadata: deep })],
      ['INVALID', this.structured(key, { data: null })],
      ['INVALID', this.structured(key, { data: undefined, data_base64: 'e30=' })],
      ['UNKNOWN_TYPE', this.structured(key, { type: 'call.exploded.v1' })],
      ['UNKNOWN_VERSION', this.structured(key, { type: 'call.ended.v2' })],
      ['WORKSPACE_MISSING', this.structured(key, { workspace: undefined })],
      ['WORKSPACE_MISSING', this.structured(key, { workspace: null })],
      ['WORKSPACE_NOT_ALLOWED', this.structured(key, { workspace: 'nobodys' })],
      ['TOO_OLD', this.structured(key, { time: '1970-01-01T00:00:00Z' })],
      ['TOO_OLD', this.structured(key, { time: undefined }, { endedAt: '1970-01-01T00:00:00Z' })],
      ['IN_FUTURE', this.structured(key, { time: '2100-01-01T00:00:00Z' })],
    ];
  }

  /** What is taken in all the same, and what is noted of it. */
  taken(): [string, Message, { note?: string }][] {
    const broken = { note: 'CHARACTERS_REPLACED' };
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x-${index}`, 'y'.repeat(50)]));
    const [before = '', after = ''] = JSON.stringify(this.#eventOf('no-utf8', {}, { summary: 'a|b' })).split('|');
    return [
      ['no-key', { ...this.structured('no-key'), key: null }, {}],
      ['empty-key', { ...this.structured('empty-key'), key: '' }, {}],
      ['foreign-key', { ...this.binary('foreign-key'), key: Buffer.from([0xff, 0]) }, {}],
      ['no-headers', { key: 'no-headers', value: JSON.stringify(this.#eventOf('no-headers')) }, {}],
      ['unset', this.structured('unset', { time: null, subject: null }), {}],
      [
        'byte-order-mark',
        { ...this.structured('byte-order-mark'), ...withMark(this.structured('byte-order-mark')) },
        {},
      ],
      ['other-case', this.binary('other-case', { 'content-type': undefined, 'Content-Type': 'Application/JSON' }), {}],
      ['many-headers', this.binary('many-headers', { ...many, traceparent: Buffer.from([0, 255, 10]), empty: '' }), {}],
      ['told-twice', this.binary('told-twice', { ce_partitionkey: ['a', 'b'], CE_TraceParent: '00-…' }), {}],
      ['half-letters', this.structured('half-letters', {}, { summary: 'a\u0000b\ud800c' }), broken],
      [
        'no-utf8',
        {
          ...this.structured('no-utf8'),
          value: Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]),
        },
        broken,
      ],
      ['odd-source', this.binary('odd-source', { ce_source: Buffer.from([0x75, 0, 0xed, 0xa0, 0x80]) }), broken],
    ];
  }
}

function withMark({ value }: Message): Pick<Message, 'value'> {
  return { value: `\uFEFF${String(value)}` };
}
