import { parseFlowDocument } from '../document/parse-document.ts';
import { describeHearing } from './describe-hearing.ts';

const hearingOf = (config: object) => {
  const parsed = parseFlowDocument({ format: 1, nodes: [{ key: 'start', kind: 'start', config }] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
  return describeHearing(parsed.flow);
};

describe('what a flow hears', () => {
  it.each([
    [{}, 'Hears call.ended with outcome completed.'],
    [{ outcomes: ['completed', 'transferred'] }, 'Hears call.ended with outcome completed or transferred.'],
    [{ outcomes: ['completed', 'failed', 'busy'] }, 'Hears call.ended with outcome completed, failed or busy.'],
    [{ outcomes: [] }, 'Hears call.ended with no outcome at all.'],
    [{ condition: ' ' }, 'Hears call.ended with outcome completed.'],
    [
      { event: 'call.analyzed', endNodeIds: ['end-a'], condition: '{{interaction.DURATION}} > 60' },
      'Hears call.analyzed with outcome completed that reached End Call node end-a, if {{interaction.DURATION}} > 60.',
    ],
    [
      { waitFor: { event: 'call.analyzed', deadlineMs: 600_000 } },
      'Hears call.ended with outcome completed; waits up to 10 min for the analysis.',
    ],
    [
      { waitFor: { event: 'call.analyzed', deadlineMs: 90_500 } },
      'Hears call.ended with outcome completed; waits up to 90500 ms for the analysis.',
    ],
  ])('is said of %j', (config, words) => {
    expect(hearingOf(config)?.words).toBe(words);
  });

  it('is told part by part too', () => {
    const waitFor = { event: 'call.analyzed', deadlineMs: 5000 };
    expect(hearingOf({ outcomes: ['failed'], endNodeIds: ['e'], condition: 'true', waitFor })).toMatchObject({
      event: 'call.ended',
      outcomes: ['failed'],
      endNodeIds: ['e'],
      condition: 'true',
      waitsForAnalysisMs: 5000,
    });
    expect(hearingOf({ condition: '' })).toMatchObject({ condition: null, waitsForAnalysisMs: null });
  });

  it('is nothing for a flow without Start', () => {
    expect(describeHearing({ format: 1, nodes: [], edges: [] })).toBeUndefined();
  });
});
