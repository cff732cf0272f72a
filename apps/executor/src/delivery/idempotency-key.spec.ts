import { createHash } from 'node:crypto';
import { idempotencyKey, type WriteIdentity } from './idempotency-key.ts';

const identity: WriteIdentity = {
  workspace: 'acme',
  actionId: '0198c2d4-0000-7000-8000-000000000001',
  callId: 'c-1001',
  eventType: 'call.ended',
  nodeKey: 'create_ticket',
  loopPath: [],
  replayGeneration: 0,
};

describe('idempotencyKey', () => {
  it('is what its documented recipe gives', () => {
    const text =
      '["aftercall-key-1","acme","0198c2d4-0000-7000-8000-000000000001","c-1001","call.ended","create_ticket",[],0]';
    expect(idempotencyKey(identity)).toBe(createHash('sha256').update(text).digest('hex'));
    expect(idempotencyKey(identity)).toBe('3cfb9533998bcfe9c5a23888d557e3cbe0e5422a81b67b27d1f1f83a3d239e48');
  });

  it('reads nothing but the identity, so that a run or a process cannot change it', () => {
    const run = { ...identity, runId: 'r-1', version: 3, openedAt: new Date() };
    expect(idempotencyKey(run)).toBe(idempotencyKey(identity));
  });

  it.each([
    ['workspace', { workspace: 'other' }],
    ['action', { actionId: 'a-2' }],
    ['call', { callId: 'c-1002' }],
    ['event type', { eventType: 'call.analyzed' }],
    ['node', { nodeKey: 'note' }],
    ['loop path', { loopPath: [0] }],
    ['replay generation', { replayGeneration: 1 }],
  ])('differs with the %s', (_, change) => {
    expect(idempotencyKey({ ...identity, ...change })).not.toBe(idempotencyKey(identity));
  });

  it('keeps members apart that would read the same when joined', () => {
    const one = idempotencyKey({ ...identity, callId: 'c","x', eventType: 'y' });
    const other = idempotencyKey({ ...identity, callId: 'c', eventType: 'x","y' });
    expect(one).not.toBe(other);
    expect(idempotencyKey({ ...identity, loopPath: [1, 1] })).not.toBe(idempotencyKey({ ...identity, loopPath: [11] }));
  });
});
