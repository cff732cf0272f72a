import { aDocument, anAssignment, aRequest, aStart } from '../testing/a-flow.ts';
import { applyFix } from './apply-fix.ts';
import { checkFlow } from './check-flow.ts';

const errorsOf = (document: unknown) => checkFlow(document, {}).filter(({ severity }) => severity === 'ERROR');
const document = (config: object, lines = ['start -> r'], start: object = {}) =>
  aDocument(
    [aStart({ ...start }), aRequest('r', { method: 'PUT', ...config }), anAssignment('a')],
    ['start -> a', ...lines],
  );

describe('certain mends', () => {
  it.each<[string, unknown]>([
    ['INVALID', document({ colour: 'red' })],
    ['INVALID', document({}, ['start -> r', 'start -> r'])],
    ['INVALID', document({}, ['start -> r', 'r.success -> gone'])],
    ['INVALID', document({}, ['start -> r', 'r.success -> start'])],
    [
      'E_SAY_NODE',
      aDocument([{ key: 'bye', kind: 'say', config: {} }, anAssignment('a')], ['start -> bye', 'bye -> a']),
    ],
    ['E_BAD_WAIT', document({}, ['start -> r'], { waitFor: { event: 'call.analyzed', deadlineMs: 1e9 } })],
    ['E_JSON_BODY', document({ body: { type: 'json', json: '{"a": "{{interaction.SUMMARY}}"}' } })],
    ['E_JSON_BODY', document({ body: { type: 'raw', raw: '["{{run.id}}"]', contentType: 'application/json' } })],
    [
      'E_HEADER_NOT_ALLOWED',
      document({
        headers: [
          { name: 'X-A', value: '' },
          { name: 'Host', value: 'x' },
        ],
      }),
    ],
    ['E_HEADER_NOT_ALLOWED', document({ headers: [{ name: 'idempotency-key', value: 'x' }] })],
  ])('mend %s', (code, broken) => {
    const found = errorsOf(broken).find(({ fix }) => fix !== undefined);
    expect(found?.code).toBe(code);
    const fixed = applyFix(broken, found!.fix!);
    expect(fixed.ok && errorsOf(fixed.document)).toEqual([]);
  });

  it.each<[string, unknown]>([
    [
      'two headers that may both be meant',
      document({ authProfile: 'desk', headers: [{ name: 'Authorization', value: 'x' }] }),
    ],
    ['JSON with a value outside quotes', document({ body: { type: 'json', json: '{"a": {{a}}}' } })],
    ['an exit that is not there', document({}, ['start -> r', 'r.next -> a'])],
  ])('are not offered for %s', (_what, broken) => {
    expect(errorsOf(broken).map(({ fix }) => fix)).toEqual([undefined]);
  });
});
