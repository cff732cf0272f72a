import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { samplesMapped } from './samples-mapped.ts';

const found = (row: object, body: Parameters<typeof aFlowOf>[0]['config'][string] = { id: 7 }) => {
  const flow = aFlowOf(aRequest('r', { mapping: [{ variable: 'x', ...row }] }));
  const sample = { status: 200, headers: { 'x-id': '7' }, body: body as null };
  return reports(samplesMapped, flow, { samples: { r: sample } });
};

describe('mappings of a pinned sample', () => {
  it.each([
    [{ path: 'key' }],
    [{ path: 'key', default: 1 }],
    [{ from: 'header', path: 'X-Key' }],
    [{ path: '$.id[0]' }],
  ])('are reported where they find nothing: %j', (row) => {
    expect(found(row)).toEqual(['W_MAPPING_PATH_GONE r config.mapping.0.path']);
  });

  it.each([
    [{ path: 'id' }],
    [{ from: 'header', path: 'X-Id' }],
    [{ from: 'status' }],
    [{ path: '' }],
    [{ path: '$[' }],
  ])('are accepted: %j', (row) => {
    expect(found(row)).toEqual([]);
  });

  it('are not asked of a request without a sample', () => {
    expect(
      reports(samplesMapped, aFlowOf(aRequest('r', { mapping: [{ variable: 'x', path: 'x' }] })), { samples: {} }),
    ).toEqual([]);
  });
});
