export { readBinaryEvent, readStructuredEvent, withoutBrokenCharacters, MAX_DEPTH } from './events/cloud-event.ts';
export type { CallEvent, CallEventReading } from './events/cloud-event.ts';
export { CALL_EVENT_TOPIC, parseCallTopics } from './topics.ts';
export type { CallTopics, CallTopicsReading } from './topics.ts';
export { parseJson } from './events/parse-json.ts';
export { callEventsAsyncApi } from './events/async-api.ts';
export { callEventSchemas } from './events/call-event-schemas.ts';
export type { CallEventType } from './events/call-event-schemas.ts';
export { findDataProblem } from './events/call-event.ts';
export type { CallEventData, EventProblem, EventProblemCode } from './events/call-event.ts';
export {
  publishedAction,
  publishedAgent,
  publishedApiKey,
  publishedConstant,
  publishedEntry,
  publishedFlowsAnswer,
  publishedFlowsQuery,
  publishedValue,
  publishedWorkspace,
} from './http/published-flows.ts';
export type {
  PublishedAction,
  PublishedAgent,
  PublishedApiKey,
  PublishedConstant,
  PublishedEntry,
  PublishedFlowsAnswer,
  PublishedFlowsQuery,
  PublishedValue,
  PublishedWorkspace,
} from './http/published-flows.ts';
export {
  authProfileKind,
  authProfileProblem,
  authProfileView,
  createAuthProfileAnswer,
  createAuthProfileRequest,
  describeAuthProfilesAnswer,
} from './http/auth-profiles.ts';
export type {
  AuthProfileKind,
  AuthProfileProblem,
  AuthProfileView,
  CreateAuthProfileAnswer,
  CreateAuthProfileRequest,
  DescribeAuthProfilesAnswer,
} from './http/auth-profiles.ts';
export { resolveAuthProfileProblem, resolveAuthProfileRequest, usableCredential } from './http/resolve-auth-profile.ts';
export type {
  ResolveAuthProfileProblem,
  ResolveAuthProfileRequest,
  UsableCredential,
} from './http/resolve-auth-profile.ts';
export { runCommand, runCommandAnswer, runCommandProblem } from './http/run-commands.ts';
export type { GivenAnswer, RunCommand, RunCommandAnswer, RunCommandProblem } from './http/run-commands.ts';
export { trialAnswer, trialProblem, trialSample } from './http/trial-sample.ts';
export type { TrialAnswer, TrialProblem, TrialSample } from './http/trial-sample.ts';
export { testRequestAnswer, testRequestQuestion, testRequestResult, trialAttempt } from './http/test-request.ts';
export type { TestRequestAnswer, TestRequestQuestion, TestRequestResult, TrialAttempt } from './http/test-request.ts';
export { testRun, testRunAnswer, testRunQuestion } from './http/test-run.ts';
export type { TestRun, TestRunAnswer, TestRunQuestion, TestStep } from './http/test-run.ts';
export {
  MAX_PREVIEWED_CALLS,
  previewedCall,
  replayPreviewAnswer,
  replayPreviewQuestion,
} from './http/replay-preview.ts';
export type { PreviewedCall, ReplayPreviewAnswer, ReplayPreviewQuestion } from './http/replay-preview.ts';
export type {
  AttemptHistoryRow,
  AttemptRequest,
  AttemptResponse,
  AttemptStatus,
  BodyHistoryRow,
  Cause,
  FactHistoryRow,
  RunHistoryRow,
  RunStatus,
  StepHistoryRow,
  StepStatus,
} from './views/run-history.ts';
export type { CallHistoryAction, CallHistoryRow, EventDispositionName } from './views/call-history.ts';
export { dayOfRun, makeRunId } from './views/run-id.ts';
export { readRunNotice, RUN_NOTICE_CHANNEL, writeRunNotices, type RunNotice } from './views/run-notice.ts';
