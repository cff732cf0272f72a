import type { FlowDocument } from '../document/flow-document.ts';
import { nodesOf } from '../document/nodes-of.ts';
import type { StartNode } from '../document/nodes/start.ts';

/** Which calls a flow hears. */
export interface HearingDescription {
  /** All of it in one sentence, for people. */
  words: string;
  event: StartNode['config']['event'];
  outcomes: readonly string[];
  /** Empty = any. */
  endNodeIds: readonly string[];
  condition: string | null;
  /** How long it waits for the call's analysis; null = it does not wait. */
  waitsForAnalysisMs: number | null;
}

/** What Start says of the calls that the flow hears; undefined for a flow without Start. */
export function describeHearing(flow: FlowDocument): HearingDescription | undefined {
  const config = nodesOf(flow, 'start')[0]?.config;
  if (config === undefined) return undefined;
  const { event, outcomes, endNodeIds } = config;
  const condition = config.condition === null || config.condition.trim() === '' ? null : config.condition;
  const waitsForAnalysisMs = config.waitFor?.deadlineMs ?? null;
  const description = { event, outcomes, endNodeIds, condition, waitsForAnalysisMs };
  return { words: inOneSentence(description), ...description };
}

function inOneSentence({
  event,
  outcomes,
  endNodeIds,
  condition,
  waitsForAnalysisMs,
}: Omit<HearingDescription, 'words'>): string {
  const parts = [
    `Hears ${event}`,
    outcomes.length === 0 ? ' with no outcome at all' : ` with outcome ${eitherOf(outcomes)}`,
    endNodeIds.length === 0 ? '' : ` that reached End Call node ${eitherOf(endNodeIds)}`,
    condition === null ? '' : `, if ${condition}`,
    waitsForAnalysisMs === null ? '' : `; waits up to ${lengthOf(waitsForAnalysisMs)} for the analysis`,
  ];
  return `${parts.join('')}.`;
}

function eitherOf(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
];

/** In the largest unit that says it exactly. */
function lengthOf(durationMs: number): string {
  const unit = UNITS.find(([ms]) => durationMs % ms === 0);
  return unit === undefined ? `${String(durationMs)} ms` : `${String(durationMs / unit[0])} ${unit[1]}`;
}
