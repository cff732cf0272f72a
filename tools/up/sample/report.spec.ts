import { describeReceived, describeRun } from './report.ts';
import type { SampleRun } from './run-sample.ts';

const plain = (_: string, text: string): string => text;
const attempt = {
  status: 'SUCCEEDED',
  durationMs: 7.4,
  cause: null,
  request: { method: 'POST', url: 'http://127.0.0.1:4090/tickets?source=voice' },
  response: { status: 201 },
};
const timeout = { code: 'TIMEOUT', message: 'no answer within 10 s' };
const run: SampleRun = {
  id: 'r-1',
  status: 'FAILED',
  error: null,
  variables: {},
  steps: [
    { key: 'route', name: 'Escalated?', kind: 'DECISION', status: 'SUCCEEDED', cause: null, attempts: [] },
    { key: 'create_ticket', name: '', kind: 'API_REQUEST', status: 'SUCCEEDED', cause: null, attempts: [attempt] },
    {
      key: 'note',
      name: 'Note',
      kind: 'API_REQUEST',
      status: 'FAILED',
      cause: null,
      attempts: [attempt, { ...attempt, status: 'IN_DOUBT', durationMs: 10_000, response: null, cause: timeout }],
    },
  ],
};

describe('describeRun', () => {
  it('shows each step with its attempts, how long they took and what came of them', () => {
    expect(describeRun(run, plain).map((line) => line.trimEnd())).toEqual([
      '  STEP           KIND         STATUS     ATTEMPTS    WHAT HAPPENED',
      '  Escalated?     decision     SUCCEEDED',
      '  create_ticket  api request  SUCCEEDED  1 (7 ms)    POST /tickets 201',
      '  Note           api request  FAILED     2 (10.0 s)  POST /tickets TIMEOUT: no answer within 10 s',
    ]);
  });
});

describe('describeReceived', () => {
  it('shows what came, and of a credential only that it was there', () => {
    const headers = { authorization: 'present', 'idempotency-key': '65cd40ccceb6ffff' };
    const lines = describeReceived([
      { method: 'POST', path: '/tickets', status: 201, headers, body: { text: 'x'.repeat(200) } },
      { method: 'PUT', path: '/metrics', status: null, headers: {}, body: null },
    ]);
    expect(lines[0]).toMatch(/^ {2}POST \/tickets {2}201 {8}key 65cd40ccceb6 {2}token present {2}\{"text":"x+…$/);
    expect(lines[1]).toMatch(/^ {2}PUT \/metrics {3}no answer {2}key none {10}token missing {2}null$/);
  });
});
