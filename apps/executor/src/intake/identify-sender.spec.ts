import { createHash } from 'node:crypto';
import type { PublishedApiKey } from '@aftercall/wire-format';
import { FlowCatalog } from '../catalog/flow-catalog.ts';
import { identifySender } from './identify-sender.ts';
import { publishedEntries } from '../catalog/testing/published.ts';

const now = new Date('2026-11-20T09:00:00Z');
const key = (token: string, over: Partial<PublishedApiKey>): PublishedApiKey => ({
  kind: 'apiKey',
  keyId: token,
  workspace: null,
  role: 'ADMIN',
  tokenHash: createHash('sha256').update(token).digest('hex'),
  expiresAt: null,
  ...over,
});
const catalog = new FlowCatalog();
catalog.apply(
  9,
  publishedEntries(
    { kind: 'workspace', workspace: 'default', name: 'Default' },
    { kind: 'workspace', workspace: 'acme', name: 'Acme' },
    key('root', {}),
    key('acme-sender', { workspace: 'acme', role: 'SENDER' }),
    key('acme-viewer', { workspace: 'acme', role: 'VIEWER' }),
    key('acme-old', { workspace: 'acme', role: 'SENDER', expiresAt: '2026-11-20T09:00:00Z' }),
  ),
);
const identify = (authorization: string | undefined, workspace?: string) =>
  identifySender(catalog, { authorization, workspace }, now);

describe('who sends', () => {
  it.each([undefined, '', 'root', 'Bearer', 'Bearer nobody', 'Basic root', 'Bearer acme-old'])(
    'refuses %j without saying why',
    (authorization) => {
      expect(identify(authorization)).toMatchObject({ ok: false, refusal: { status: 401, code: 'UNAUTHENTICATED' } });
    },
  );

  it('lets a key speak for its own workspace only', () => {
    expect(identify('Bearer acme-sender')).toEqual({ ok: true, workspace: 'acme' });
    expect(identify('bearer acme-sender', 'acme')).toEqual({ ok: true, workspace: 'acme' });
    expect(identify('Bearer acme-sender', 'default')).toMatchObject({ ok: false, refusal: { status: 403 } });
  });

  it('lets a key of the installation name the workspace, else takes the default one', () => {
    expect(identify('Bearer root')).toEqual({ ok: true, workspace: 'default' });
    expect(identify('Bearer root', 'acme')).toEqual({ ok: true, workspace: 'acme' });
    expect(identify('Bearer root', 'nowhere')).toMatchObject({
      ok: false,
      refusal: { status: 404, code: 'NOT_FOUND' },
    });
  });

  it('takes no events from a key that may only look', () => {
    expect(identify('Bearer acme-viewer')).toMatchObject({ ok: false, refusal: { status: 403, code: 'FORBIDDEN' } });
  });
});
