import { parseFlowDocument } from '../parse-document.ts';
import { upgradeDocument, type UpgradeChain, type UpgradeStep } from './upgrade-document.ts';

const rename: UpgradeStep = ({ steps, ...rest }) => ({ ...rest, nodes: steps });
const addEdges: UpgradeStep = (document) => ({ edges: [], ...document });
const chain: UpgradeChain = {
  current: 3,
  steps: new Map([
    [1, rename],
    [2, addEdges],
  ]),
};

describe('documents of older formats', () => {
  it('are brought to the current one step by step', () => {
    const old = { format: 1, steps: [7] };
    expect(upgradeDocument(old, chain)).toEqual({ ok: true, document: { format: 3, nodes: [7], edges: [] } });
    expect(upgradeDocument({ format: 2, nodes: [] }, chain)).toMatchObject({ document: { format: 3, edges: [] } });
    expect(old).toEqual({ format: 1, steps: [7] });
  });

  it('are left alone when they are current, or none at all', () => {
    for (const value of [{ format: 3, edges: 1 }, { format: 'x' }, 7, null, []]) {
      expect(upgradeDocument(value, chain)).toEqual({ ok: true, document: value });
    }
  });

  it('are refused when they are newer, or of a format that never was', () => {
    expect(upgradeDocument({ format: 4 }, chain)).toEqual({
      ok: false,
      problem: expect.stringContaining('newer') as string,
    });
    expect(upgradeDocument({ format: 0 }, chain)).toMatchObject({ ok: false });
  });

  it('are upgraded when a flow is read', () => {
    expect(parseFlowDocument({ format: 1, nodes: [] }).ok).toBe(true);
    expect(parseFlowDocument({ format: 9, nodes: [] })).toEqual({
      ok: false,
      findings: [
        {
          code: 'INVALID',
          severity: 'ERROR',
          fieldPath: 'format',
          message: 'format is 9, newer than this release reads (1): update Aftercall, or export it again.',
        },
      ],
    });
  });
});
