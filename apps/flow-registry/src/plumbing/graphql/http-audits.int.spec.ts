import { auditServer } from 'graphql-http';
import { RunningRegistry } from '../../testing/postgres/running-registry.ts';

describe('GraphQL over HTTP', () => {
  it('passes the audits of the specification without an error', async () => {
    const registry = await RunningRegistry.start();
    const withKey = (url: string, init: RequestInit = {}): Promise<Response> =>
      fetch(url, {
        ...init,
        // What a client of ours sends besides: its key, and the header that lets a query come by GET.
        headers: {
          ...Object.fromEntries(new Headers(init.headers)),
          authorization: `Bearer ${registry.adminToken}`,
          'apollo-require-preflight': '1',
        },
      });
    const results = await auditServer({ url: registry.url('/graphql'), fetchFn: withKey }).finally(() =>
      registry.stop(),
    );
    const byStatus = Map.groupBy(results, ({ status }) => status);
    const counts = ['ok', 'notice', 'warn', 'error'].map(
      (status) => `${byStatus.get(status as 'ok')?.length ?? 0} ${status}`,
    );
    const notes = results.flatMap((result) =>
      result.status === 'ok' ? [] : [`  ${result.status} ${result.id} ${result.name}: ${result.reason}`],
    );
    console.log([`graphql-http audits: ${results.length}: ${counts.join(', ')}`, ...notes].join('\n'));
    expect(byStatus.get('error') ?? []).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });
});
