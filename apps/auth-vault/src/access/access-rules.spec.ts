import type { ServiceName } from '@aftercall/service-runtime';
import { accessOf, type VaultOperation } from './access-rules.ts';

const services: readonly ServiceName[] = ['registry', 'executor', 'vault'];
const operations: readonly VaultOperation[] = ['WRITE', 'DESCRIBE', 'OPEN'];

describe('accessOf', () => {
  it('allows the registry to write and describe, an executor to open, and nothing else', () => {
    const granted = services.flatMap((service) =>
      operations
        .filter((operation) => accessOf({ service, workspace: 'acme' }, operation).isAllowed)
        .map((operation) => `${service} ${operation}`),
    );
    expect(granted).toEqual(['registry WRITE', 'registry DESCRIBE', 'executor OPEN']);
  });

  it('gives the workspace of the token', () => {
    expect(accessOf({ service: 'executor', workspace: 'acme' }, 'OPEN')).toEqual({
      isAllowed: true,
      workspace: 'acme',
    });
  });

  it('allows nothing without a workspace', () => {
    expect(accessOf({ service: 'executor' }, 'OPEN')).toEqual({ isAllowed: false });
    expect(accessOf({ service: 'registry', workspace: '' }, 'WRITE')).toEqual({ isAllowed: false });
  });
});
