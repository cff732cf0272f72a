/**
 * The compliance suite of RFC 9535, run against the way that answers take. Where its file is not beside the project the
 * suite is reported as skipped by name, and CI takes that for a failure.
 */
import { existsSync, mkdirSync, readFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../document/json.ts';
import { aFlowOf, aRequest, reports } from '../testing/a-flow.ts';
import { jsonPathsValid } from '../checks/fields/json-paths-valid.ts';
import { compileJsonPath } from './json-path.ts';
import { compileMapping } from './map-response.ts';

interface Case {
  name: string;
  selector: string;
  invalid_selector?: boolean;
  document?: Json;
  result?: Json[];
  /** Where the order is free: every one that is right. */
  results?: Json[][];
}

/** Valid paths that we refuse, by reason: what it says to the author, and how many cases of the suite it concerns. */
const REFUSALS = [
  { because: 'match() is not there, its regular expressions can hang: compare with ==', cases: 21 },
  { because: 'search() is not there, its regular expressions can hang: compare with ==', cases: 29 },
  { because: 'a filter must not ask from the root ($) again: use @', cases: 9 },
];

const root = join(__dirname, '../../../..');
const file = join(root, '../shared/fixtures/jsonpath-cts.json');
const suite = 'jsonpath-compliance';

function readCases(): Case[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { tests: Case[] }).tests;
}

function reportSkip(): void {
  mkdirSync(join(root, 'reports'), { recursive: true });
  const reason = 'the compliance suite of RFC 9535 (jsonpath-cts.json) is not beside the project';
  appendFileSync(
    join(root, 'reports/flow-model.skipped.jsonl'),
    `${JSON.stringify({ suite, reason, isOutside: true })}\n`,
  );
}

const ABSENT = 'nothing was found';

function map(path: string, body: Json): Json | undefined {
  const row = { variable: 'v', path, type: 'json', required: false, default: ABSENT, externalId: false } as const;
  return compileMapping([row])({ status: 200, headers: {}, body }).variables['v'];
}

/** What a mapping makes of the nodes found: the one value where there can be one only, else the list; null is absent. */
function asMapped(nodes: Json[], isSingular: boolean): Json {
  return (isSingular ? nodes[0] : nodes.length === 0 ? null : nodes) ?? ABSENT;
}

if (existsSync(file)) {
  const refusedFor = new Map(REFUSALS.map(({ because }) => [because, 0]));

  describe('RFC 9535', () => {
    const cases = readCases();

    it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
      const compiled = compileJsonPath(one.selector);
      if (one.invalid_selector === true) {
        expect(compiled.ok).toBe(false);
        expect(() => map(one.selector, null)).toThrow('unchecked JSON path');
      } else if (compiled.ok) {
        const right = one.results ?? [one.result ?? []];
        const { isSingular } = compiled.path;
        expect(right.map((nodes) => asMapped(nodes, isSingular))).toContainEqual(
          map(one.selector, one.document ?? null),
        );
      } else {
        expect(refusedFor.keys()).toContain(compiled.problem);
        refusedFor.set(compiled.problem, (refusedFor.get(compiled.problem) ?? 0) + 1);
      }
    });

    it('has as many refusals as the list says', () => {
      expect([...refusedFor]).toEqual(REFUSALS.map(({ because, cases: count }) => [because, count]));
    });

    it('offers several values as a list only', () => {
      const several = cases.filter(({ selector }) => {
        const compiled = compileJsonPath(selector);
        return compiled.ok && !compiled.path.isSingular;
      });
      expect(several.length).toBeGreaterThan(200);
      for (const { selector } of several) {
        const asked = (type: string) =>
          reports(jsonPathsValid, aFlowOf(aRequest('r', { mapping: [{ variable: 'v', path: selector, type }] })));
        expect([asked('json'), asked('string')]).toEqual([[], ['E_BAD_JSONPATH r config.mapping.0.path']]);
      }
    });
  });
} else {
  it('is skipped: the suite is not beside the project', () => {
    reportSkip();
    expect(existsSync(join(root, 'reports/flow-model.skipped.jsonl'))).toBe(true);
  });
}
