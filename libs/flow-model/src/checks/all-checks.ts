import type { Check } from './check.ts';
import { authProfilesKnown } from './fields/auth-profiles-known.ts';
import { bodiesFit } from './fields/bodies-fit.ts';
import { endNodesKnown } from './fields/end-nodes-known.ts';
import { fieldsFilled } from './fields/fields-filled.ts';
import { headersAllowed } from './fields/headers-allowed.ts';
import { inDoubtDecided } from './fields/in-doubt-decided.ts';
import { jsonPathsValid } from './fields/json-paths-valid.ts';
import { limitsRespected } from './fields/limits-respected.ts';
import { rowsOnce } from './fields/rows-once.ts';
import { urlsValid } from './fields/urls-valid.ts';
import { waitsPossible } from './fields/waits-possible.ts';
import { allReachable } from './graph/all-reachable.ts';
import { failuresHandled } from './graph/failures-handled.ts';
import { keysUnique } from './graph/keys-unique.ts';
import { noCycles } from './graph/no-cycles.ts';
import { nothingSaid } from './graph/nothing-said.ts';
import { oneStart } from './graph/one-start.ts';
import { portsMatch } from './graph/ports-match.ts';
import { askedOnce } from './practice/asked-once.ts';
import { samplesFresh } from './practice/samples-fresh.ts';
import { samplesMapped } from './practice/samples-mapped.ts';
import { secretsKeptOut } from './practice/secrets-kept-out.ts';
import { testsPass } from './practice/tests-pass.ts';
import { alwaysSet } from './variables/always-set.ts';
import { constantsKnown } from './variables/constants-known.ts';
import { templatesCompile } from './variables/templates-compile.ts';
import { templatesResolve } from './variables/templates-resolve.ts';
import { typesFit } from './variables/types-fit.ts';
import { writesApart } from './variables/writes-apart.ts';

/** Without these a flow cannot be compiled. */
export const compileChecks: readonly Check[] = [
  limitsRespected,
  nothingSaid,
  oneStart,
  keysUnique,
  portsMatch,
  noCycles,
  fieldsFilled,
  templatesCompile,
  jsonPathsValid,
];

/** What there is to say of any flow. */
export const authoringChecks: readonly Check[] = [
  allReachable,
  failuresHandled,
  endNodesKnown,
  waitsPossible,
  urlsValid,
  bodiesFit,
  headersAllowed,
  authProfilesKnown,
  inDoubtDecided,
  rowsOnce,
  templatesResolve,
  alwaysSet,
  writesApart,
  constantsKnown,
  typesFit,
  secretsKeptOut,
  askedOnce,
  samplesFresh,
  samplesMapped,
];

/** They run the flow, so they look at those only that can be compiled. */
export const runningChecks: readonly Check[] = [testsPass];

/** Every check, in the order in which findings are shown: the graph, then fields, names, practice. */
export const allChecks: readonly Check[] = [...compileChecks, ...authoringChecks, ...runningChecks];
