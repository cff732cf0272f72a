export type { Json, JsonObject } from './document/json.ts';
export { isJsonObject, MAX_JSON_DEPTH } from './document/json.ts';
export { isSameJson } from './document/same-json.ts';
export { interactionOf } from './call/interaction.ts';
export type { FlowDocument, FlowEdge } from './document/flow-document.ts';
export { flowDocumentJsonSchema } from './document/flow-document.ts';
export type { FlowNode, NodeKind } from './document/node-catalog.ts';
export { labelOf, portsOf } from './document/node-catalog.ts';
export { LIMITS } from './document/limits.ts';
export { DEFAULT_RETRY_SCHEDULE } from './document/nodes/api-request.ts';
export type {
  ApiRequestConfig,
  ApiRequestNode,
  LookupConfig,
  MappingRow,
  RequestBody,
} from './document/nodes/api-request.ts';
export { ROW_OPERATORS } from './document/nodes/decision.ts';
export type { Branch, ConditionRow, ConditionRows, DecisionNode, RowOperator } from './document/nodes/decision.ts';
export type { Assignment, SetVariableNode } from './document/nodes/set-variable.ts';
export { CALL_OUTCOMES, VALUE_TYPES } from './document/nodes/start.ts';
export type { StartNode } from './document/nodes/start.ts';
export { isOfNewerFormat } from './document/upgrade/upgrade-document.ts';
export { parseFlowDocument } from './document/parse-document.ts';
export type { ParsedFlow } from './document/parse-document.ts';
export type { Finding, FindingCode } from './checks/finding.ts';
export type { Fix, PatchOperation } from './checks/fix.ts';
export { applyFix } from './checks/apply-fix.ts';
export type { FixedDocument } from './checks/apply-fix.ts';
export type { PinnedSample, Surroundings } from './checks/surroundings.ts';
export { sampledRequest } from './checks/practice/samples-fresh.ts';
export { readMapping } from './checks/read-mapping.ts';
export type { MappingReading } from './checks/read-mapping.ts';
export { checkFlow } from './checks/check-flow.ts';
export type {
  Answer,
  MappedAnswer,
  MappingProblem,
  RenderedRequest,
  Rendering,
  RenderProblem,
} from './template/exchange.ts';
export type { Scope, StepResponse } from './template/scope.ts';
export { compilePlan } from './plan/compile-plan.ts';
export type { CompiledPlan } from './plan/compile-plan.ts';
export type {
  ApiRequestPlan,
  CallFacts,
  DecisionPlan,
  Hearing,
  LookupPlan,
  Plan,
  PlannedStep,
  Progress,
  SetVariablePlan,
  StartPlan,
  StepProgress,
} from './plan/plan.ts';
export type { FlowGraph } from './plan/graph.ts';
export { buildGraph } from './plan/graph.ts';
export { nextMoves } from './plan/next-moves.ts';
export type { NextMoves } from './plan/next-moves.ts';
export { visibleNodes, visibleScope } from './plan/visible-scope.ts';
export type { RunFacts, StepOutput } from './plan/visible-scope.ts';
export { completeCall } from './call/complete-call.ts';
export { readCallEvent } from './call/call-facts.ts';
export type { CallEventFacts, CallView } from './call/call-facts.ts';
export { describeHearing } from './explain/describe-hearing.ts';
export type { HearingDescription } from './explain/describe-hearing.ts';
export { flowNeeds } from './explain/flow-needs.ts';
export type { FlowNeeds } from './explain/flow-needs.ts';
export { explainCall } from './explain/explain-call.ts';
export type { CallExplanation, ImaginedRun, NoRun, Rehearsal } from './explain/explain-plan.ts';
export type { RehearsedAnswer, WalkedStep } from './explain/imagined-step.ts';
export type { FlowTest } from './document/flow-test.ts';
export { runFlowTests } from './flow-tests/run-flow-tests.ts';
export type { FlowTestRun } from './flow-tests/run-flow-tests.ts';
export type { FlowTestResult } from './flow-tests/run-tests.ts';
export type { Difference } from './flow-tests/compare-with-expected.ts';
export { compareFlows } from './compare/compare-flows.ts';
export type { FlowChange, FlowComparison } from './compare/compare-flows.ts';
export { describeDatePatterns, describeFunctions, LANGUAGE_EXAMPLES } from './template/language-reference.ts';
export type { FunctionDescription } from './template/language-reference.ts';
export type { TextRange } from './template/text-range.ts';
export { compileJsonPath } from './template/json-path.ts';
export type { CompiledPath, JsonPath } from './template/json-path.ts';
export { namesAt, stepReference, variableReference } from './authoring/names-at.ts';
export type { AuthoringPlace, KnownName } from './authoring/names-at.ts';
export { findBranchKeyProblem, findNodeKeyProblem, findVariableNameProblem } from './authoring/name-problems.ts';
export { markCondition, markTemplates } from './authoring/template-marks.ts';
export type { MarkedName, TemplateMark } from './authoring/template-marks.ts';
export { countUses, renameNode, renameStepIn, renameVariable } from './authoring/rename.ts';
export {
  previewMapping,
  previewRequest,
  previewScope,
  previewTemplate,
  previewTree,
  previewWhen,
} from './authoring/preview.ts';
export type { Preview, Sample } from './authoring/preview.ts';
