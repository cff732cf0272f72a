import type { PublishedAction } from '@aftercall/wire-format';
import { publishedEntries, smallFlow } from './testing/published.ts';
import { FlowCatalog } from './flow-catalog.ts';

const action = (over: Partial<PublishedAction> = {}): PublishedAction => ({
  kind: 'action',
  workspace: 'acme',
  actionId: 'a-1',
  name: 'Notify CRM',
  isEnabled: true,
  agentIds: ['agent-1'],
  version: { number: 1, document: smallFlow() },
  ...over,
});
const at = (revision: number, value: PublishedAction | null) => ({ key: 'action/acme/a-1', revision, value });

describe('the catalog of published flows', () => {
  it('is not ready before it has heard anything, and is after an empty answer', () => {
    const catalog = new FlowCatalog();
    expect(catalog.isReady()).toBe(false);
    catalog.apply(0, []);
    expect(catalog.isReady()).toBe(true);
  });

  it('moves an action with its agents', () => {
    const catalog = new FlowCatalog();
    catalog.apply(1, [at(1, action())]);
    catalog.apply(2, [at(2, action({ agentIds: ['agent-2'] }))]);
    expect(catalog.actionsOf('acme', 'agent-1')).toEqual([]);
    expect(catalog.actionsOf('acme', 'agent-2')).toHaveLength(1);
  });

  it('never goes back to an older state of an entry', () => {
    const catalog = new FlowCatalog();
    catalog.apply(5, [at(5, action({ version: { number: 2, document: smallFlow() } }))]);
    catalog.apply(4, [at(4, action())]);
    expect(catalog.actionsOf('acme', 'agent-1')).toMatchObject([{ live: { number: 2 } }]);
    expect(catalog.currentRevision()).toBe(5);
  });

  it('forgets what is gone', () => {
    const catalog = new FlowCatalog();
    catalog.apply(1, [at(1, action())]);
    catalog.apply(2, [at(2, null)]);
    expect(catalog.actionsOf('acme', 'agent-1')).toEqual([]);
  });

  it('keeps workspaces apart that use the same names', () => {
    const catalog = new FlowCatalog();
    const [mine, theirs] = publishedEntries(action(), action({ workspace: 'globex', actionId: 'a-2' }));
    if (mine === undefined || theirs === undefined) throw new Error('two entries were made');
    catalog.apply(2, [mine, theirs]);
    expect(catalog.actionsOf('acme', 'agent-1').map(({ actionId }) => actionId)).toEqual(['a-1']);
    expect(catalog.actionsOf('globex', 'agent-1').map(({ actionId }) => actionId)).toEqual(['a-2']);
  });

  it('starts from nothing when it is replaced', () => {
    const catalog = new FlowCatalog();
    catalog.apply(9, [at(9, action())]);
    catalog.replace(2, []);
    expect(catalog.currentRevision()).toBe(2);
    expect(catalog.actionsOf('acme', 'agent-1')).toEqual([]);
  });
});
