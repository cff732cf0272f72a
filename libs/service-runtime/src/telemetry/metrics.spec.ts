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

  it('tells only the series that there are when somebody asks', async () => {
    const metrics = createMetrics({ service: 'executor' });
    let lags = [
      { labels: { partition: 0 }, value: 3 },
      { labels: { partition: 1 }, value: 5 },
    ];
    metrics.gauge({ name: 'aftercall_lag_count', help: 'lag', labels: ['partition'], readAll: () => lags });
    expect(await metrics.text()).toContain('aftercall_lag_count{partition="1",service="executor"} 5');
    lags = lags.slice(0, 1);
    const text = await metrics.text();
    expect(text).toContain('aftercall_lag_count{partition="0",service="executor"} 3');
    expect(text).not.toContain('partition="1"');
  });

  it('names everything aftercall_*', async () => {
    const names = (await createMetrics({ service: 'vault' }).text()).match(/^# TYPE \S+/gm)!;
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((line) => !line.startsWith('# TYPE aftercall_'))).toEqual([]);
  });
});
