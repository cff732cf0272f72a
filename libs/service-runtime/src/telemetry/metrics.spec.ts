import { createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('writes counters, gauges and histograms of one service', async () => {
    const metrics = createMetrics({ service: 'executor' });
    const events = metrics.counter({ name: 'aftercall_events_total', help: 'events', labels: ['door'] });
    events.add({ door: 'http' });
    events.add({ door: 'http' }, 2);
    metrics.gauge({ name: 'aftercall_lanes', help: 'lanes' }).set(7);
    let depth = 1;
    metrics.gauge({ name: 'aftercall_queue_depth', help: 'waiting', read: () => depth });
    metrics.histogram({ name: 'aftercall_send_seconds', help: 'sends', buckets: [0.1, 1] }).observe(0.5);
    depth = 4;
    const text = await metrics.text();
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'aftercall_events_total{door="http",service="executor"} 3',
        'aftercall_lanes{service="executor"} 7',
        'aftercall_queue_depth{service="executor"} 4',
        'aftercall_send_seconds_bucket{le="0.1",service="executor"} 0',
        'aftercall_send_seconds_bucket{le="1",service="executor"} 1',
      ]),
    );
    expect(metrics.contentType).toContain('text/plain');
  });

  it('names everything aftercall_*', async () => {
    const names = (await createMetrics({ service: 'vault' }).text()).match(/^# TYPE \S+/gm)!;
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((line) => !line.startsWith('# TYPE aftercall_'))).toEqual([]);
  });
});
