import { readFileSync } from 'node:fs';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import decodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js';
import encodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
import { readHeadersInOnePass } from './linear-headers.ts';
import { keepTimersQuiet } from './quiet-timers.ts';

const log = { namespace: () => log, debug: () => undefined, warn: () => undefined };
const queue = () => {
  const settings = { maxInFlightRequests: 1, requestTimeout: 1000, enforceRequestTimeout: false, clientId: 'c' };
  return new RequestQueue({ ...settings, broker: 'b', logger: log });
};
const recordWith = (headers: Record<string, unknown>): Decoder => {
  const { buffer } = encodeRecord({ offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.from('v'), headers });
  const decoder = new Decoder(buffer);
  decoder.readVarInt();
  return decoder;
};
const decoded = (headers: Record<string, unknown>) =>
  decodeRecord(recordWith(headers), { firstOffset: '7', firstTimestamp: '0' });

it('is about this release of kafkajs: read its changes before another one is taken', () => {
  const { version } = JSON.parse(readFileSync(require.resolve('kafkajs/package.json'), 'utf8')) as { version: string };
  expect(version).toBe('2.2.4');
});

describe('what kafkajs does by itself', () => {
  it('schedules a look at requests when there are none', () => {
    const timers = jest.spyOn(globalThis, 'setTimeout').mockReturnValue({} as NodeJS.Timeout);
    queue().scheduleCheckPendingRequests();
    const [[, delayMs] = []] = timers.mock.calls;
    timers.mockRestore();
    expect(delayMs).toBeLessThan(0);
  });

  it('spends the square of the number of headers on a record', () => {
    const headers = Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`h${index}`, 'x']));
    const began = performance.now();
    decoded(headers);
    const whole = performance.now() - began;
    readHeadersInOnePass();
    const again = performance.now();
    decoded(headers);
    expect(performance.now() - again).toBeLessThan(whole / 4);
  });
});

describe('with the guards', () => {
  beforeAll(() => {
    keepTimersQuiet();
    readHeadersInOnePass();
  });

  it('schedules nothing for nothing', () => {
    const idle = queue();
    idle.scheduleCheckPendingRequests();
    expect(idle.throttleCheckTimeoutId).toBeNull();
  });

  it('schedules a look when requests wait for room', () => {
    const busy = queue();
    for (const correlationId of [1, 2]) {
      busy.push({ entry: { correlationId }, expectResponse: true, sendRequest: () => undefined });
    }
    expect(busy.pending).toHaveLength(1);
    expect(busy.throttleCheckTimeoutId).not.toBeNull();
    busy.destroy();
  });

  it('schedules a look when the broker throttles', () => {
    const throttled = queue();
    throttled.throttledUntil = Date.now() + 60_000;
    throttled.scheduleCheckPendingRequests();
    expect(throttled.throttleCheckTimeoutId).not.toBeNull();
    throttled.destroy();
  });

  it('reads the headers of a record: none, some, and one that comes twice', () => {
    expect(decoded({})).toMatchObject({ offset: '7', headers: {} });
    expect(decoded({ ce_id: 'evt-1', trace: ['a', 'b', 'c'], __proto__: 'x' }).headers).toEqual({
      ce_id: Buffer.from('evt-1'),
      trace: [Buffer.from('a'), Buffer.from('b'), Buffer.from('c')],
    });
    expect(Object.keys(decoded(JSON.parse('{"__proto__": "x"}') as Record<string, unknown>).headers)).toEqual([
      '__proto__',
    ]);
  });

  it('reads twenty thousand headers without keeping the process busy', () => {
    const headers = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`h${index}`, 'x']));
    const began = performance.now();
    expect(Object.keys(decoded(headers).headers)).toHaveLength(20_000);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
