import type { Json, JsonObject } from '../document/json.ts';

/** A complete answer, as later steps see it. Header names are lower-case. */
export interface StepResponse {
  status: number;
  headers: Record<string, string>;
  body: Json;
}

/** Everything that templates and conditions of one node can read. */
export interface Scope {
  /** The call, in the field's upper case (`CALL_ID`, `SUMMARY`, …). */
  interaction: JsonObject;
  /** What the call brought, overwritten by what the nodes before made; read as `variables.x` or, short, as `x`. */
  variables: JsonObject;
  /** Answers of the API Requests before, by node key. */
  steps: Record<string, { response: StepResponse }>;
  /** The workspace's constants. */
  env: Record<string, string>;
  run: { id: string; startedAt: string };
  /** The answer of a look-up; only its `found` expression sees it. */
  response?: StepResponse;
}

/** The names that stand at the beginning of a path; any other is a variable by its bare name. */
export const SCOPE_ROOTS = ['interaction', 'variables', 'steps', 'env', 'run', 'response'] as const;
/** One of {@link SCOPE_ROOTS}. */
export type ScopeRoot = (typeof SCOPE_ROOTS)[number];

/** False for a variable by its bare name. */
export function isScopeRoot(name: string): name is ScopeRoot {
  return (SCOPE_ROOTS as readonly string[]).includes(name);
}

/** What stands under `interaction`; any other name there is a typing error. */
export const INTERACTION_FIELDS: readonly string[] = [
  ...['CALL_ID', 'AGENT_ID', 'OUTCOME', 'END_REASON', 'END_NODE', 'DIRECTION', 'ANI', 'DNIS', 'STARTED_AT', 'ENDED_AT'],
  ...[
    'DURATION',
    'SUMMARY',
    'DISPOSITION',
    'TRANSCRIPT',
    'TURNS',
    'RECORDING_URL',
    'SENTIMENT',
    'ANALYSIS',
    'METADATA',
  ],
  ...['ANALYZED', 'SIP'],
];

/** What stands under `run`. */
export const RUN_FIELDS: readonly string[] = ['id', 'startedAt'];
