import { planStorm } from './storm-plan.ts';

const shape = { lengthMs: 300_000, pastLeaseMs: 5500 };

describe('the plan of a storm', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planStorm({ ...shape, seed: 1 })).toEqual(planStorm({ ...shape, seed: 1 }));
    expect(planStorm({ ...shape, seed: 1 })).not.toEqual(planStorm({ ...shape, seed: 2 }));
  });

  it('does something every few seconds, and nothing at the very end', () => {
    const times = planStorm({ ...shape, seed: 3 }).map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(4501);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1999);
    expect(times.at(-1)).toBeLessThanOrEqual(297_000);
  });

  it('has each kind of fault within a minute, and what nothing is proven without within seconds', () => {
    const whats = (lengthMs: number) =>
      new Set(planStorm({ ...shape, seed: 4, lengthMs }).map(({ fault }) => fault.what));
    expect(whats(70_000).size).toBe(9);
    expect([...whats(14_000)]).toEqual(
      expect.arrayContaining(['stop an executor past its lease', 'kill an executor', 'kill PostgreSQL']),
    );
  });

  it('lets an executor stand still until others have taken its runs', () => {
    const stops = planStorm({ ...shape, seed: 5 }).flatMap(({ fault }) =>
      'nth' in fault && 'forMs' in fault ? [fault.forMs] : [],
    );
    expect(stops.length).toBeGreaterThan(5);
    expect(Math.min(...stops)).toBeGreaterThanOrEqual(shape.pastLeaseMs);
  });
});
