import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leakGuard } from '@aftercall/dev-harness';
import { parse } from 'yaml';
import { RunningRegistry } from '../../testing/postgres/running-registry.ts';

describe('/asyncapi.yaml', () => {
  let registry: RunningRegistry;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
  });
  afterAll(() => registry.stop());

  it('is the document of the reference, for everybody', async () => {
    const answer = await fetch(registry.url('/asyncapi.yaml'));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('yaml')]);
    const reference = readFileSync(join(__dirname, '../../../../../docs/reference/asyncapi.yaml'), 'utf8');
    const served = parse(await answer.text()) as { asyncapi: string };
    expect(served).toEqual(parse(reference));
    expect(served.asyncapi).toBe('3.0.0');
  });
});

leakGuard();
