import { roughBytes, RunMemory } from './run-memory.ts';

describe('the runs that a process may hold', () => {
  it('are bounded by their number', () => {
    const memory = new RunMemory({ runs: 2, bytes: 1e9 });
    const first = memory.hold({});
    memory.hold({});
    expect(memory.room).toBe(0);
    first.leave();
    expect(memory.room).toBe(1);
  });

  it('are bounded by what they hold, the answers that they got included', () => {
    const memory = new RunMemory({ runs: 100, bytes: 1_000_000 });
    const large = memory.hold({ transcript: [{ text: 'x'.repeat(400_000) }] });
    // As large ones again, there is room for two.
    expect(memory.room).toBe(2);
    const other = memory.hold({});
    other.grow(700_000);
    expect(memory.room).toBe(0);
    large.leave();
    expect(memory.room).toBe(1);
    other.leave();
    expect([memory.room, memory.bytes]).toEqual([100, 0]);
  });

  it('weigh about as much as their text', () => {
    const turns = Array.from({ length: 40 }, (_, index) => ({ role: 'agent', text: `Sentence ${index} `.repeat(20) }));
    const data = { callId: 'c-1', durationMs: 65_000, transcript: turns, variables: { a: null, b: [true] } };
    const exact = JSON.stringify(data).length;
    expect(roughBytes(data)).toBeGreaterThan(exact * 0.8);
    expect(roughBytes(data)).toBeLessThan(exact * 2);
  });
});
