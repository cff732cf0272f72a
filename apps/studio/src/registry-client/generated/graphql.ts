/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which actions to list. */
export type ActionFilter = {
  /** Those that hear this agent's calls. */
  agentId?: string | null | undefined;
  /** Archived ones too. */
  includeArchived?: boolean | null | undefined;
  /** Those whose name or description holds this text, letter case aside. */
  search?: string | null | undefined;
  /** Those in one of these states; ARCHIVED here brings archived ones without includeArchived. */
  status?: Array<ActionStatus> | null | undefined;
};

/** Where an action stands. */
export type ActionStatus =
  /** Gone for good; its runs can still be read. */
  | 'ARCHIVED'
  /** It hears calls. */
  | 'LIVE'
  /** No version of it was published. */
  | 'NOT_PUBLISHED'
  /** Published, but told to hear nothing for now. */
  | 'PAUSED';

/** A variable to register. */
export type AgentVariableInput = {
  /** Its name in flows: letters, digits and underscores. */
  name: string;
  /** True when every call brings it. */
  required?: boolean;
  /** An example. */
  sample?: unknown;
  /** What its values are. */
  type?: VariableType;
};

/** How an attempt ended. */
export type AttemptStatus =
  /** The target answered that it failed or refused. */
  | 'FAILED'
  /** At least one byte may have been sent, and no complete answer came. */
  | 'IN_DOUBT'
  /** Nothing was sent. */
  | 'NOT_SENT'
  /** The target answered, and well. */
  | 'SUCCEEDED';

/** Whether a profile can be used. */
export type AuthProfileHealth =
  /** It can. */
  | 'ACTIVE'
  /** It was revoked. */
  | 'REVOKED';

/** How a profile authenticates. */
export type AuthProfileKind =
  /** Named values in headers, the query or the body. */
  | 'API_KEY'
  /** User name and password. */
  | 'BASIC'
  /** A bearer token. */
  | 'BEARER';

/** Which calls to list: those with an event that fits everything named here. */
export type CallFilter = {
  /** Of this agent. */
  agentId?: string | null | undefined;
  /** First heard of at or after this instant. */
  from?: string | null | undefined;
  /** With this outcome, for example completed. */
  outcome?: string | null | undefined;
  /** First heard of before this instant. */
  to?: string | null | undefined;
};

/** A run to end. */
export type CancelRunInput = {
  /** Why; shown in the run's history. At most 1 000 characters. */
  reason?: string | null | undefined;
  /** The run. */
  runId: string;
};

/** An action to make. */
export type CreateActionInput = {
  /** The registered agents whose calls it hears. */
  agentIds?: Array<string> | null | undefined;
  /** What it is for, at most 2 000 characters. */
  description?: string | null | undefined;
  /** At most 200 characters, unique in the workspace (letter case aside). */
  name: string;
};

/** An API key to make. */
export type CreateApiKeyInput = {
  /** When it ends by itself; left out = never. */
  expiresAt?: string | null | undefined;
  /** For people, at most 100 characters, unique among the workspace's keys that are not revoked. */
  name: string;
  /** What it may do. */
  role: Role;
};

/** An auth profile to make. */
export type CreateAuthProfileInput = {
  /** How it authenticates. */
  kind: AuthProfileKind;
  /** What flows will call it, unique in the workspace. */
  name: string;
  /** Where it may be sent to, for example https://desk.example. At least one. */
  origins: Array<string>;
  /** BEARER: { token }; BASIC: { username, password }; API_KEY: { value } or { values: { name: … } }. Always a variable. */
  secret: unknown;
  /** API_KEY: { pairs: [{ in: HEADER, name }] }. The other kinds have none. */
  settings?: unknown;
};

/** A draft to discard. */
export type DiscardDraftInput = {
  /** The action's id. */
  actionId: string;
  /** The draft's revision that the caller read. */
  expectedRevision: number;
  /** The version that takes its place; left out, it is the live one. */
  number?: number | null | undefined;
};

/** What is known of a request in doubt. */
export type DoubtResolution =
  /** It was carried out, and this is its answer: the step is mapped from it. */
  | 'DONE'
  /** It was not, and is not to be: the step failed. */
  | 'GIVE_UP'
  /** Send it once more, with the same idempotency key. */
  | 'REPEAT';

/** An action to copy. */
export type DuplicateActionInput = {
  /** The action's id. */
  actionId: string;
  /** The new action's name; left out, it is the name of the copied one with (copy) or a number behind. */
  name?: string | null | undefined;
};

/** What the egress guard can say. */
export type EgressVerdict =
  /** The address is not public, and the operator allowed it. */
  | 'ALLOWED_BY_OPERATOR'
  /** The address is not public, and nobody allowed it: nothing was sent. */
  | 'BLOCKED'
  /** It did not come so far: no address was found, or the request could not be made. */
  | 'NOT_REACHED'
  /** The address is public. */
  | 'PUBLIC';

/** An End Call node to register. */
export type EndNodeInput = {
  /** The id that calls bring as endNodeId. */
  id: string;
  /** For people. */
  name: string;
};

/** The one end that an event has. */
export type EventDisposition =
  /** It could not be taken in. */
  | 'DEAD_LETTER'
  /** A rule dropped it; the reason says which. */
  | 'DROPPED'
  /** At least one action runs for it. */
  | 'MATCHED'
  /** It waits for another event of the same call, or for an executor of a newer release. */
  | 'WAITING';

/** By which way an event came. */
export type EventDoor =
  /** POST /v1/call-events. */
  | 'HTTP'
  /** A Kafka topic. */
  | 'KAFKA';

/** How much a finding weighs: an ERROR keeps a flow from being published. */
export type FlowProblemSeverity =
  /** The flow cannot be published. */
  | 'ERROR'
  /** The flow can be published; look at it first. */
  | 'WARNING';

/** One HTTP header. */
export type HttpHeaderInput = {
  /** Its name. */
  name: string;
  /** Its value. */
  value: string;
};

/** An action to import. */
export type ImportActionInput = {
  /** The registered agents whose calls it hears; left out, none. */
  agentIds?: Array<string> | null | undefined;
  /** What exportAction answered, or a flow document; the latter needs a name. */
  document: unknown;
  /** The new action's name; left out, it is the document's. */
  name?: string | null | undefined;
};

/** A step whose stored answer is to be read again. */
export type MapAgainInput = {
  /** Rows as a flow document has them ({ variable, path, type, required, default, externalId }); left out: those of the run's version. */
  mapping?: unknown;
  /** The step; may be left out while only one fits. */
  nodeKey?: string | null | undefined;
  /** Why; shown in the run's history. At most 1 000 characters. */
  reason?: string | null | undefined;
  /** The run. */
  runId: string;
};

/** What to publish. */
export type PublishVersionInput = {
  /** The action's id. */
  actionId: string;
  /** The draft's revision that the caller read. */
  expectedRevision: number;
  /** What is new, for people; at most 500 characters. */
  note?: string | null | undefined;
};

/** An agent to register. */
export type RegisterAgentInput = {
  /** The id that its calls carry, at most 256 characters. */
  agentId: string;
  /** Its End Call nodes; left out, they stay as they are. */
  endNodes?: Array<EndNodeInput> | null | undefined;
  /** For people, at most 200 characters. */
  name: string;
  /** The variables that its calls bring; left out, they stay as they are. */
  variables?: Array<AgentVariableInput> | null | undefined;
};

/** A pinned answer to take off. */
export type RemovePinnedSampleInput = {
  /** The action's id. */
  actionId: string;
  /** The node's key. */
  nodeKey: string;
};

/** A doubt and its resolution. */
export type ResolveInDoubtInput = {
  /** With DONE: the answer. */
  answer?: TargetAnswerInput | null | undefined;
  /** The number of the attempt that is in doubt, as it was seen: another one since then is refused. */
  attempt?: number | null | undefined;
  /** The step in doubt; may be left out while only one is. */
  nodeKey?: string | null | undefined;
  /** Why; shown in the run's history. At most 1 000 characters. */
  reason?: string | null | undefined;
  /** What is known of it. */
  resolution: DoubtResolution;
  /** The run. */
  runId: string;
};

/** What a key may do. Each role from VIEWER to ADMIN includes those before it. */
export type Role =
  /** Holds access: auth profiles and API keys. */
  | 'ADMIN'
  /** Makes actions and saves drafts. */
  | 'EDITOR'
  /** Sees bodies too. */
  | 'OPERATOR'
  /** Changes production: agents, versions, which agents an action hears, constants. */
  | 'PUBLISHER'
  /** Posts call events, and nothing else. */
  | 'SENDER'
  /** Sees everything but the bodies of requests and answers. */
  | 'VIEWER';

/** Which runs to list: those that fit everything named here. */
export type RunFilter = {
  /** Of this action. */
  actionId?: string | null | undefined;
  /** Of this agent's calls. */
  agentId?: string | null | undefined;
  /** Of this call. */
  callId?: string | null | undefined;
  /** That stored this external id, for example a ticket's number. */
  externalId?: string | null | undefined;
  /** Opened at or after this instant. */
  from?: string | null | undefined;
  /** In one of these states. */
  status?: Array<RunStatus> | null | undefined;
  /** Opened before this instant. */
  to?: string | null | undefined;
  /** Of this version; with actionId, of that action's. */
  version?: number | null | undefined;
};

/** What a record of a run's history tells. */
export type RunRecordKind =
  /** A request ended, one way or another. */
  | 'ATTEMPT'
  /** A person cancelled the run. */
  | 'CANCELLED'
  /** The run is over. */
  | 'ENDED'
  /** A step waits for a person. */
  | 'IN_REVIEW'
  /** A person had a stored answer mapped again. */
  | 'MAPPED_AGAIN'
  /** A call opened the run. */
  | 'OPENED'
  /** A person decided a doubt. */
  | 'RESOLVED'
  /** A request is about to be sent. */
  | 'SENDING'
  /** A step is over. */
  | 'STEP'
  /** An executor went on with a run of another one that had ended. */
  | 'TAKEN_OVER'
  /** An executor went on with a run that had waited. */
  | 'TAKEN_UP'
  /** A step waits for a time. */
  | 'WAITING';

/** Where a run stands. */
export type RunStatus =
  /** Somebody ended it. */
  | 'CANCELLED'
  /** It ended with a step that failed and had no failure exit. */
  | 'FAILED'
  /** It waits for a person to decide what became of a request. */
  | 'IN_REVIEW'
  /** Opened, not begun. */
  | 'QUEUED'
  /** A step is being done. */
  | 'RUNNING'
  /** It ended well. */
  | 'SUCCEEDED'
  /** It waits for a time: a retry, or a service that is away. */
  | 'WAITING';

/** A draft to save. */
export type SaveDraftInput = {
  /** The action's id. */
  actionId: string;
  /** The revision that the caller read. */
  expectedRevision: number;
  /** The whole flow. */
  flow: unknown;
};

/** An answer to pin. */
export type SavePinnedSampleInput = {
  /** The action's id. */
  actionId: string;
  /** The body; with headers and request at most 64 KB as JSON. */
  body?: unknown;
  /** An object of texts, by name. */
  headers?: unknown;
  /** The key of an API Request of the draft. */
  nodeKey: string;
  /** The request as it was answered, as sampledRequest of the flow model makes it; left out, it is the one in the draft. */
  request?: unknown;
  /** The HTTP status, from 100 to 599. */
  status: number;
};

/** One request to try. */
export type SendTestRequestInput = {
  /** The action that the flow belongs to. */
  actionId?: string | null | undefined;
  /** The agent whose call it is, where the sample names none. */
  agentId?: string | null | undefined;
  /**
   * Answers of the API Requests before; their mappings make the variables that this request reads. For nodes without one the
   * sample counts that is pinned to them beside the action's draft, unless the sample is a past run.
   */
  answers?: Array<TrialAnswerInput> | null | undefined;
  /** The flow as it is now, saved or not. Only what leads to the node must be without errors. */
  flow: unknown;
  /** The API Request to send. */
  nodeKey: string;
  /** The node's request, or the question of its look-up. */
  part?: TestRequestPart | null | undefined;
  /** Where the values come from. */
  sample?: TrialSampleInput | null | undefined;
};

/** A constant to set. */
export type SetConstantInput = {
  /** Letters, digits and underscores, at most 100. */
  name: string;
  /** At most 10 000 characters. */
  value: string;
};

/** A flow to run for one call: a draft as it is now, or a version. */
export type StartTestRunInput = {
  /** The action that the flow belongs to. */
  actionId?: string | null | undefined;
  /** The agent whose call it is, where the sample names none. */
  agentId?: string | null | undefined;
  /** What targets are taken to answer, by node; these nodes send nothing. */
  answers?: Array<TrialAnswerInput> | null | undefined;
  /** The flow as it is now, saved or not. Left out: the action's draft, or its version. */
  flow?: unknown;
  /** The call. */
  sample?: TrialSampleInput | null | undefined;
  /** Whether targets are asked. */
  targets?: TestRunTargets | null | undefined;
  /** Run what leads to this node, and the node; left out: all. */
  upTo?: string | null | undefined;
  /** A version of the action, instead of its draft. */
  version?: number | null | undefined;
};

/** What a step does. */
export type StepKind =
  /** Sends a request. */
  | 'API_REQUEST'
  /** Chooses a way. */
  | 'DECISION'
  /** Names values for later. */
  | 'SET_VARIABLE';

/** Where a step stands. */
export type StepStatus =
  /** Given up. */
  | 'FAILED'
  /** A request was sent and its answer is not known. */
  | 'IN_DOUBT'
  /** Not reached yet. */
  | 'PENDING'
  /** Being done. */
  | 'RUNNING'
  /** On a path that was not taken. */
  | 'SKIPPED'
  /** Done. */
  | 'SUCCEEDED'
  /** It waits for its next attempt. */
  | 'WAITING';

/** A target's answer, as a person knows it. */
export type TargetAnswerInput = {
  /** The body that the mapping reads. */
  body?: unknown;
  /** Headers that the mapping reads. */
  headers?: Array<HttpHeaderInput> | null | undefined;
  /** The HTTP status; it must be one that the step takes for a success. */
  status: number;
};

/** What the body of an answer is. */
export type TestDataKind =
  /** Neither: an image, a file. */
  | 'BINARY'
  /** A JSON value. */
  | 'JSON'
  /** Text. */
  | 'TEXT';

/** What a run would do after an attempt. */
export type TestRequestMove =
  /** Go on: the request succeeded. */
  | 'DONE'
  /** Fail the step. */
  | 'FAIL'
  /** Ask the target whether it happened. */
  | 'LOOK_UP'
  /** Nothing: it was cancelled. */
  | 'NOTHING'
  /** Send it again, by the retry schedule. */
  | 'RETRY'
  /** Wait for a person. */
  | 'REVIEW';

/** Which request of a node. */
export type TestRequestPart =
  /** The look-up that is asked when the request is in doubt. */
  | 'LOOKUP'
  /** The request itself. */
  | 'REQUEST';

/** Whether targets are asked. */
export type TestRunTargets =
  /**
   * Nothing is sent: a request without an answer takes the sample that is pinned to its node, else it is taken to succeed with an
   * empty answer.
   */
  | 'MOCKED'
  /** Requests without an answer are sent. */
  | 'REAL';

/** Where a step's answer came from. */
export type TestStepAnswer =
  /** Nobody gave one: a success with an empty answer was assumed. */
  | 'ASSUMED'
  /** It was given. */
  | 'MOCKED'
  /** The request was sent. */
  | 'SENT';

/** What a target is taken to answer to one node: a pinned sample, or one that was typed. */
export type TrialAnswerInput = {
  /** The body: JSON as JSON, text as text. */
  body?: unknown;
  /** The answer's headers. */
  headers?: Array<HttpHeaderInput> | null | undefined;
  /** The API Request's key. */
  nodeKey: string;
  /** The HTTP status; null: no answer came. */
  status?: number | null | undefined;
};

/** A call event as a call system would send it. */
export type TrialEventInput = {
  /**
   * The event's data as an object, as `/asyncapi.yaml` describes it; `callId`, `agentId` and `outcome` are filled in where they
   * are missing.
   */
  data: unknown;
  /** Which one. */
  type?: TrialEventType | null | undefined;
};

/** The events that flows hear. */
export type TrialEventType =
  /** The call was analysed. */
  | 'CALL_ANALYZED'
  /** The call ended. */
  | 'CALL_ENDED';

/**
 * Which call a trial is made for. Its parts add up: the past call or run as the ledger has it, overwritten by what was typed.
 * With nothing given, the samples of the variables that Start declares, and those that the agents are registered with, make a
 * completed call.
 */
export type TrialSampleInput = {
  /** A past call: what its event brought. */
  callId?: string | null | undefined;
  /** A typed event. */
  event?: TrialEventInput | null | undefined;
  /** A past run: its call, and what its steps made and were answered. */
  runId?: string | null | undefined;
  /** Variables by name, as the steps before would have made them. */
  variables?: unknown;
};

/** What a variable's values are. */
export type VariableType =
  /** A JSON array. */
  | 'ARRAY'
  /** True or false. */
  | 'BOOLEAN'
  /** A number. */
  | 'NUMBER'
  /** A JSON object. */
  | 'OBJECT'
  /** Text. */
  | 'STRING';

export type ActionsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ActionFilter | null | undefined;
}>;

export type ActionsQuery = {
  actions: {
    totalCount: number;
    nodes: Array<{
      id: string;
      name: string;
      description: string;
      status: ActionStatus;
      enabled: boolean;
      createdBy: string;
      agents: Array<{ agentId: string; name: string }>;
      hears: { event: string; outcomes: Array<string>; words: string } | null;
      liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
      draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
    }>;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
};

export type ActionRowFragment = {
  id: string;
  name: string;
  description: string;
  status: ActionStatus;
  enabled: boolean;
  createdBy: string;
  agents: Array<{ agentId: string; name: string }>;
  hears: { event: string; outcomes: Array<string>; words: string } | null;
  liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
  draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
};

export type AgentNamesQueryVariables = Exact<{ [key: string]: never }>;

export type AgentNamesQuery = { agents: { nodes: Array<{ agentId: string; name: string }> } };

export type ActionNamesQueryVariables = Exact<{
  search: string;
}>;

export type ActionNamesQuery = { actions: { nodes: Array<{ id: string; name: string }> } };

export type ExportActionQueryVariables = Exact<{
  actionId: string;
  version: string;
}>;

export type ExportActionQuery = { exportAction: unknown };

export type CreateActionMutationVariables = Exact<{
  input: CreateActionInput;
}>;

export type CreateActionMutation = {
  createAction: {
    action: {
      id: string;
      name: string;
      description: string;
      status: ActionStatus;
      enabled: boolean;
      createdBy: string;
      agents: Array<{ agentId: string; name: string }>;
      hears: { event: string; outcomes: Array<string>; words: string } | null;
      liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
      draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
    } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

export type ImportActionMutationVariables = Exact<{
  input: ImportActionInput;
}>;

export type ImportActionMutation = {
  importAction: {
    action: {
      id: string;
      name: string;
      description: string;
      status: ActionStatus;
      enabled: boolean;
      createdBy: string;
      agents: Array<{ agentId: string; name: string }>;
      hears: { event: string; outcomes: Array<string>; words: string } | null;
      liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
      draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
    } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

export type DuplicateActionMutationVariables = Exact<{
  actionId: string;
}>;

export type DuplicateActionMutation = {
  duplicateAction: {
    action: {
      id: string;
      name: string;
      description: string;
      status: ActionStatus;
      enabled: boolean;
      createdBy: string;
      agents: Array<{ agentId: string; name: string }>;
      hears: { event: string; outcomes: Array<string>; words: string } | null;
      liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
      draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
    } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

export type SetActionEnabledMutationVariables = Exact<{
  actionId: string;
  enabled: boolean;
}>;

export type SetActionEnabledMutation = {
  setActionEnabled: {
    action: {
      id: string;
      name: string;
      description: string;
      status: ActionStatus;
      enabled: boolean;
      createdBy: string;
      agents: Array<{ agentId: string; name: string }>;
      hears: { event: string; outcomes: Array<string>; words: string } | null;
      liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
      draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
    } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

export type SetActionAgentsMutationVariables = Exact<{
  actionId: string;
  agentIds: Array<string> | string;
}>;

export type SetActionAgentsMutation = {
  setActionAgents: {
    action: {
      id: string;
      name: string;
      description: string;
      status: ActionStatus;
      enabled: boolean;
      createdBy: string;
      agents: Array<{ agentId: string; name: string }>;
      hears: { event: string; outcomes: Array<string>; words: string } | null;
      liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
      draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
    } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

export type ArchiveActionMutationVariables = Exact<{
  actionId: string;
  name: string;
}>;

export type ArchiveActionMutation = {
  archiveAction: {
    action: {
      id: string;
      name: string;
      description: string;
      status: ActionStatus;
      enabled: boolean;
      createdBy: string;
      agents: Array<{ agentId: string; name: string }>;
      hears: { event: string; outcomes: Array<string>; words: string } | null;
      liveVersion: { number: number; publishedAt: string; publishedBy: string } | null;
      draft: { revision: number; changedSinceLive: boolean; savedBy: string; savedAt: string };
    } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

type ProblemParts_FlowProblem_Fragment = {
  nodeKey: string | null;
  fieldPath: string | null;
  severity: FlowProblemSeverity;
  code: string;
  message: string;
  path: Array<string> | null;
};

type ProblemParts_InUseProblem_Fragment = { code: string; message: string; path: Array<string> | null };

type ProblemParts_InputProblem_Fragment = { code: string; message: string; path: Array<string> | null };

export type ProblemPartsFragment =
  ProblemParts_FlowProblem_Fragment | ProblemParts_InUseProblem_Fragment | ProblemParts_InputProblem_Fragment;

export type ActionActivityQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: ActionFilter | null | undefined;
}>;

export type ActionActivityQuery = {
  actions: {
    nodes: Array<{
      id: string;
      recentActivity: {
        lastRun: { id: string; status: RunStatus; openedAt: string } | null;
        runs: { total: number; succeeded: number; failed: number; cancelled: number; inReview: number; open: number };
        duration: { p95Ms: number | null };
        perHour: Array<{ total: number; failed: number }>;
      } | null;
    }>;
  };
};

export type AgentsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;

export type AgentsQuery = {
  agents: {
    totalCount: number;
    nodes: Array<{
      agentId: string;
      name: string;
      updatedAt: string;
      endNodes: Array<{ id: string }>;
      variables: Array<{ name: string }>;
      actions: { totalCount: number };
    }>;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
};

export type AgentQueryVariables = Exact<{
  agentId: string;
}>;

export type AgentQuery = {
  agent: {
    agentId: string;
    name: string;
    createdAt: string;
    updatedAt: string;
    endNodes: Array<{ id: string; name: string }>;
    variables: Array<{ name: string; type: VariableType; required: boolean; sample: unknown }>;
    actions: { totalCount: number };
  } | null;
};

export type AgentCallsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: CallFilter | null | undefined;
}>;

export type AgentCallsQuery = {
  calls: {
    nodes: Array<{
      id: string;
      outcome: string | null;
      events: Array<{
        id: string;
        type: string;
        receivedAt: string;
        disposition: EventDisposition;
        reason: { code: string; message: string } | null;
      }> | null;
      runs: Array<{ id: string; status: RunStatus; action: { name: string } | null }> | null;
    }>;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  } | null;
};

export type RegisterAgentMutationVariables = Exact<{
  input: RegisterAgentInput;
}>;

export type RegisterAgentMutation = {
  registerAgent: {
    agent: { agentId: string; name: string } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

export type AuthProfilesQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;

export type AuthProfilesQuery = {
  authProfiles: {
    totalCount: number;
    nodes: Array<{
      id: string;
      name: string;
      kind: AuthProfileKind;
      health: AuthProfileHealth;
      origins: Array<string>;
      settings: unknown;
      version: number;
      createdAt: string;
      updatedAt: string;
      usedBy: Array<{ id: string; name: string }>;
    }>;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  } | null;
};

export type AuthProfileRowFragment = {
  id: string;
  name: string;
  kind: AuthProfileKind;
  health: AuthProfileHealth;
  origins: Array<string>;
  settings: unknown;
  version: number;
  createdAt: string;
  updatedAt: string;
  usedBy: Array<{ id: string; name: string }>;
};

export type AuthProfileQueryVariables = Exact<{
  id: string;
}>;

export type AuthProfileQuery = {
  authProfile: {
    id: string;
    name: string;
    kind: AuthProfileKind;
    health: AuthProfileHealth;
    origins: Array<string>;
    settings: unknown;
    version: number;
    createdAt: string;
    updatedAt: string;
    usedBy: Array<{ id: string; name: string }>;
  } | null;
};

export type CreateAuthProfileMutationVariables = Exact<{
  input: CreateAuthProfileInput;
}>;

export type CreateAuthProfileMutation = {
  createAuthProfile: {
    authProfile: {
      id: string;
      name: string;
      kind: AuthProfileKind;
      health: AuthProfileHealth;
      origins: Array<string>;
      settings: unknown;
      version: number;
      createdAt: string;
      updatedAt: string;
      usedBy: Array<{ id: string; name: string }>;
    } | null;
    userErrors: Array<
      | {
          nodeKey: string | null;
          fieldPath: string | null;
          severity: FlowProblemSeverity;
          code: string;
          message: string;
          path: Array<string> | null;
        }
      | { code: string; message: string; path: Array<string> | null }
      | { code: string; message: string; path: Array<string> | null }
    >;
  };
};

export type CallQueryVariables = Exact<{
  id: string;
}>;

export type CallQuery = {
  call: {
    id: string;
    agentId: string;
    outcome: string | null;
    events: Array<{
      id: string;
      type: string;
      door: EventDoor;
      receivedAt: string;
      disposition: EventDisposition;
      duplicates: number;
      topic: string | null;
      partition: number | null;
      offset: string | null;
      reason: { code: string; message: string } | null;
    }> | null;
    actions: Array<{
      actionName: string;
      action: { id: string } | null;
      reason: { code: string; message: string } | null;
      run: { id: string; status: RunStatus; startedAt: string | null; endedAt: string | null } | null;
    }> | null;
  } | null;
};

export type DraftFieldsFragment = {
  revision: number;
  savedAt: string;
  savedBy: string;
  flow: unknown;
  basedOn: number | null;
  changedSinceLive: boolean;
  authors: Array<{ name: string; savedAt: string; saves: number }>;
  pinnedSamples: Array<{
    nodeKey: string;
    status: number;
    headers: unknown;
    body: unknown;
    pinnedAt: string;
    pinnedBy: string;
    isStale: boolean;
  }>;
};

export type BuilderActionQueryVariables = Exact<{
  id: string;
}>;

export type BuilderActionQuery = {
  action: {
    id: string;
    name: string;
    description: string;
    archivedAt: string | null;
    agents: Array<{
      agentId: string;
      name: string;
      endNodes: Array<{ id: string; name: string }>;
      variables: Array<{ name: string; type: VariableType; required: boolean; sample: unknown }>;
    }>;
    draft: {
      revision: number;
      savedAt: string;
      savedBy: string;
      flow: unknown;
      basedOn: number | null;
      changedSinceLive: boolean;
      authors: Array<{ name: string; savedAt: string; saves: number }>;
      pinnedSamples: Array<{
        nodeKey: string;
        status: number;
        headers: unknown;
        body: unknown;
        pinnedAt: string;
        pinnedBy: string;
        isStale: boolean;
      }>;
    };
    liveVersion: { number: number; note: string; publishedAt: string; publishedBy: string; flow: unknown } | null;
  } | null;
  constants: Array<{ name: string; value: string }>;
};

export type BuilderAuthProfilesQueryVariables = Exact<{ [key: string]: never }>;

export type BuilderAuthProfilesQuery = {
  authProfiles: {
    nodes: Array<{
      id: string;
      name: string;
      kind: AuthProfileKind;
      health: AuthProfileHealth;
      origins: Array<string>;
      settings: unknown;
    }>;
  } | null;
};

export type SaveBuilderDraftMutationVariables = Exact<{
  input: SaveDraftInput;
}>;

export type SaveBuilderDraftMutation = {
  saveDraft: {
    action: {
      id: string;
      draft: {
        revision: number;
        savedAt: string;
        savedBy: string;
        flow: unknown;
        basedOn: number | null;
        changedSinceLive: boolean;
        authors: Array<{ name: string; savedAt: string; saves: number }>;
        pinnedSamples: Array<{
          nodeKey: string;
          status: number;
          headers: unknown;
          body: unknown;
          pinnedAt: string;
          pinnedBy: string;
          isStale: boolean;
        }>;
      };
    } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type PublishBuilderDraftMutationVariables = Exact<{
  input: PublishVersionInput;
}>;

export type PublishBuilderDraftMutation = {
  publishVersion: {
    version: { number: number; liveOn: { executors: number; seen: number } | null } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type BuilderLiveOnQueryVariables = Exact<{
  actionId: string;
  number: number;
}>;

export type BuilderLiveOnQuery = {
  actionVersion: { number: number; liveOn: { executors: number; seen: number } | null } | null;
};

export type KeepDraftAsCopyMutationVariables = Exact<{
  input: DuplicateActionInput;
}>;

export type KeepDraftAsCopyMutation = {
  duplicateAction: {
    action: { id: string; name: string; draft: { revision: number } } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type DiscardBuilderDraftMutationVariables = Exact<{
  input: DiscardDraftInput;
}>;

export type DiscardBuilderDraftMutation = {
  discardDraft: {
    action: {
      id: string;
      draft: {
        revision: number;
        savedAt: string;
        savedBy: string;
        flow: unknown;
        basedOn: number | null;
        changedSinceLive: boolean;
        authors: Array<{ name: string; savedAt: string; saves: number }>;
        pinnedSamples: Array<{
          nodeKey: string;
          status: number;
          headers: unknown;
          body: unknown;
          pinnedAt: string;
          pinnedBy: string;
          isStale: boolean;
        }>;
      };
    } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type PreviewPastCallsQueryVariables = Exact<{
  actionId: string;
  flow: unknown;
}>;

export type PreviewPastCallsQuery = {
  previewReplay: {
    liveVersion: number | null;
    callCount: number;
    changedCount: number;
    calls: Array<{ callId: string; isChanged: boolean; summary: string }>;
  };
};

export type CountHeardCallsQueryVariables = Exact<{
  actionId: string;
  flow?: unknown;
}>;

export type CountHeardCallsQuery = {
  previewReplay: { callCount: number; calls: Array<{ callId: string; draft: { isHeard: boolean } }> };
};

export type SampleEventFragment = { type: string; receivedAt: string; data: unknown };

export type SampleCallsQueryVariables = Exact<{
  agentId: string;
}>;

export type SampleCallsQuery = {
  calls: {
    nodes: Array<{
      id: string;
      outcome: string | null;
      events: Array<{ type: string; receivedAt: string; data: unknown }> | null;
    }>;
  } | null;
};

export type SampleCallQueryVariables = Exact<{
  callId: string;
}>;

export type SampleCallQuery = {
  call: {
    id: string;
    outcome: string | null;
    events: Array<{ type: string; receivedAt: string; data: unknown }> | null;
  } | null;
};

export type SampleRunQueryVariables = Exact<{
  runId: string;
}>;

export type SampleRunQuery = {
  run: {
    id: string;
    call: {
      id: string;
      outcome: string | null;
      events: Array<{ type: string; receivedAt: string; data: unknown }> | null;
    };
    steps: Array<{
      key: string;
      attempts: Array<{
        isLookup: boolean;
        response: {
          status: number;
          body: unknown;
          isExpired: boolean;
          headers: Array<{ name: string; value: string }>;
        } | null;
      }>;
    }>;
  } | null;
};

export type ShownHeaderFragment = { name: string; value: string };

export type ShownCertificateFragment = {
  subject: string;
  issuer: string;
  altNames: string | null;
  fingerprint: string;
  validFrom: string | null;
  validTo: string | null;
};

export type SendTestRequestMutationVariables = Exact<{
  input: SendTestRequestInput;
}>;

export type SendTestRequestMutation = {
  sendTestRequest: {
    result: {
      isSuccess: boolean;
      failure: { code: string; message: string; detail: string | null; hint: string } | null;
      data: {
        kind: TestDataKind;
        bytes: number;
        contentType: string | null;
        isTruncated: boolean;
        problem: string | null;
        base64: string | null;
        text: string | null;
      } | null;
      mapped: {
        found: boolean | null;
        variables: unknown;
        problems: Array<{ variable: string; message: string }>;
      } | null;
      meta: {
        startedAt: string;
        status: number | null;
        statusText: string | null;
        httpVersion: string | null;
        finalUrl: string | null;
        authProfile: string | null;
        requestBytes: number | null;
        responseBytes: number | null;
        timing: {
          totalMs: number;
          credentialMs: number | null;
          dnsMs: number | null;
          tcpMs: number | null;
          tlsMs: number | null;
          firstByteMs: number | null;
          bodyMs: number | null;
        };
        request: {
          method: string;
          url: string;
          body: string | null;
          headers: Array<{ name: string; value: string }>;
        } | null;
        responseHeaders: Array<{ name: string; value: string }>;
        tls: {
          protocol: string | null;
          cipher: string | null;
          isClientCertificateAsked: boolean | null;
          peer: {
            subject: string;
            issuer: string;
            altNames: string | null;
            fingerprint: string;
            validFrom: string | null;
            validTo: string | null;
          } | null;
          clientCertificate: {
            subject: string;
            issuer: string;
            altNames: string | null;
            fingerprint: string;
            validFrom: string | null;
            validTo: string | null;
          } | null;
        } | null;
        egress: { verdict: EgressVerdict; address: string | null; port: number | null; reason: string | null };
        attempts: Array<{
          number: number;
          status: AttemptStatus;
          durationMs: number;
          cause: { code: string; message: string } | null;
        }>;
        inProduction: { move: TestRequestMove; message: string; afterMs: number | null };
      };
    } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type PinSampleMutationVariables = Exact<{
  input: SavePinnedSampleInput;
}>;

export type PinSampleMutation = {
  savePinnedSample: {
    action: {
      id: string;
      draft: {
        revision: number;
        savedAt: string;
        savedBy: string;
        flow: unknown;
        basedOn: number | null;
        changedSinceLive: boolean;
        authors: Array<{ name: string; savedAt: string; saves: number }>;
        pinnedSamples: Array<{
          nodeKey: string;
          status: number;
          headers: unknown;
          body: unknown;
          pinnedAt: string;
          pinnedBy: string;
          isStale: boolean;
        }>;
      };
    } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type UnpinSampleMutationVariables = Exact<{
  input: RemovePinnedSampleInput;
}>;

export type UnpinSampleMutation = {
  removePinnedSample: {
    action: {
      id: string;
      draft: {
        revision: number;
        savedAt: string;
        savedBy: string;
        flow: unknown;
        basedOn: number | null;
        changedSinceLive: boolean;
        authors: Array<{ name: string; savedAt: string; saves: number }>;
        pinnedSamples: Array<{
          nodeKey: string;
          status: number;
          headers: unknown;
          body: unknown;
          pinnedAt: string;
          pinnedBy: string;
          isStale: boolean;
        }>;
      };
    } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type StartTestRunMutationVariables = Exact<{
  input: StartTestRunInput;
}>;

export type StartTestRunMutation = {
  startTestRun: {
    testRun: {
      status: RunStatus;
      isHeard: boolean;
      callId: string;
      startedAt: string;
      durationMs: number;
      sentCount: number;
      variables: unknown;
      externalIds: Array<string>;
      error: { code: string; message: string } | null;
      notHeard: { code: string; message: string } | null;
      steps: Array<{
        key: string;
        name: string;
        kind: StepKind;
        status: StepStatus;
        port: string | null;
        retryInMs: number | null;
        answer: TestStepAnswer | null;
        startedAt: string | null;
        endedAt: string | null;
        writes: unknown;
        variablesBefore: unknown;
        variablesAfter: unknown;
        cause: { code: string; message: string } | null;
        attempts: Array<{
          number: number;
          status: AttemptStatus;
          startedAt: string;
          durationMs: number;
          cause: { code: string; message: string } | null;
          request: {
            method: string;
            url: string;
            body: string | null;
            headers: Array<{ name: string; value: string }>;
          } | null;
          response: {
            status: number;
            body: unknown;
            bodyBytes: number;
            isTruncated: boolean;
            isExpired: boolean;
            headers: Array<{ name: string; value: string }>;
          } | null;
        }>;
      }>;
    } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type TestRunResultFragment = {
  status: RunStatus;
  isHeard: boolean;
  callId: string;
  startedAt: string;
  durationMs: number;
  sentCount: number;
  variables: unknown;
  externalIds: Array<string>;
  error: { code: string; message: string } | null;
  notHeard: { code: string; message: string } | null;
  steps: Array<{
    key: string;
    name: string;
    kind: StepKind;
    status: StepStatus;
    port: string | null;
    retryInMs: number | null;
    answer: TestStepAnswer | null;
    startedAt: string | null;
    endedAt: string | null;
    writes: unknown;
    variablesBefore: unknown;
    variablesAfter: unknown;
    cause: { code: string; message: string } | null;
    attempts: Array<{
      number: number;
      status: AttemptStatus;
      startedAt: string;
      durationMs: number;
      cause: { code: string; message: string } | null;
      request: {
        method: string;
        url: string;
        body: string | null;
        headers: Array<{ name: string; value: string }>;
      } | null;
      response: {
        status: number;
        body: unknown;
        bodyBytes: number;
        isTruncated: boolean;
        isExpired: boolean;
        headers: Array<{ name: string; value: string }>;
      } | null;
    }>;
  }>;
};

export type OverviewQueryVariables = Exact<{
  before: string;
  from: string;
  to: string;
  parts: number;
}>;

export type OverviewQuery = {
  before: {
    events: { calls: number } | null;
    runs: {
      total: number;
      succeeded: number;
      failed: number;
      cancelled: number;
      inReview: number;
      open: number;
    } | null;
  };
  activity: {
    openReviews: number | null;
    events: {
      accepted: number;
      calls: number;
      matched: number;
      dropped: number;
      waiting: number;
      deadLetters: number;
      duplicates: number;
    } | null;
    failingSteps: Array<{
      actionId: string;
      actionName: string;
      nodeKey: string;
      nodeName: string;
      kind: StepKind | null;
      failed: number;
      targetOrigin: string | null;
      lastRunId: string;
      lastCause: { code: string; message: string } | null;
    }> | null;
    runs: {
      total: number;
      succeeded: number;
      failed: number;
      cancelled: number;
      inReview: number;
      open: number;
    } | null;
    duration: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null } | null;
    callToLastWrite: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null } | null;
    parts: Array<{
      from: string;
      runs: { total: number; succeeded: number; failed: number; cancelled: number; inReview: number; open: number };
      duration: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null };
      callToLastWrite: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null };
    }> | null;
  };
};

export type RunActivityFragment = {
  runs: { total: number; succeeded: number; failed: number; cancelled: number; inReview: number; open: number } | null;
  duration: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null } | null;
  callToLastWrite: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null } | null;
  parts: Array<{
    from: string;
    runs: { total: number; succeeded: number; failed: number; cancelled: number; inReview: number; open: number };
    duration: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null };
    callToLastWrite: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null };
  }> | null;
};

export type RunCountsPartsFragment = {
  total: number;
  succeeded: number;
  failed: number;
  cancelled: number;
  inReview: number;
  open: number;
};

export type PercentilePartsFragment = { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null };

export type FailingStepRowFragment = {
  actionId: string;
  actionName: string;
  nodeKey: string;
  nodeName: string;
  kind: StepKind | null;
  failed: number;
  targetOrigin: string | null;
  lastRunId: string;
  lastCause: { code: string; message: string } | null;
};

export type RunsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: RunFilter | null | undefined;
}>;

export type RunsQuery = {
  runs: {
    nodes: Array<{
      id: string;
      status: RunStatus;
      openedAt: string;
      startedAt: string | null;
      endedAt: string | null;
      externalIds: Array<string>;
      action: { id: string; name: string } | null;
      version: { number: number } | null;
      call: { id: string; agentId: string };
      error: { code: string; message: string } | null;
      steps: Array<{ key: string; status: StepStatus; attempts: Array<{ number: number }> }>;
    }>;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  } | null;
};

export type RunRowFragment = {
  id: string;
  status: RunStatus;
  openedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  externalIds: Array<string>;
  action: { id: string; name: string } | null;
  version: { number: number } | null;
  call: { id: string; agentId: string };
  error: { code: string; message: string } | null;
  steps: Array<{ key: string; status: StepStatus; attempts: Array<{ number: number }> }>;
};

export type RunQueryVariables = Exact<{
  id: string;
}>;

export type RunQuery = {
  run: {
    variables: unknown;
    executor: string | null;
    dueAt: string | null;
    deadlineAt: string | null;
    waitingFor: string | null;
    id: string;
    status: RunStatus;
    openedAt: string;
    startedAt: string | null;
    endedAt: string | null;
    externalIds: Array<string>;
    history: Array<{
      at: string;
      kind: RunRecordKind;
      nodeKey: string | null;
      attempt: number | null;
      by: string | null;
      message: string;
    }>;
    version: { number: number; flow: unknown; note: string; publishedAt: string } | null;
    call: { id: string; agentId: string; outcome: string | null };
    steps: Array<{
      key: string;
      name: string;
      kind: StepKind;
      status: StepStatus;
      port: string | null;
      variablesBefore: unknown;
      variablesAfter: unknown;
      startedAt: string | null;
      endedAt: string | null;
      waitingUntil: string | null;
      writes: unknown;
      cause: { code: string; message: string } | null;
      attempts: Array<{
        number: number;
        status: AttemptStatus;
        startedAt: string;
        durationMs: number;
        isLookup: boolean;
        executor: string;
        wait: { since: string; until: string; waitedMs: number; cause: { code: string; message: string } } | null;
        resolution: { resolution: DoubtResolution; by: string; at: string; reason: string | null } | null;
        takeOver: { from: string; by: string; at: string } | null;
        cause: { code: string; message: string } | null;
        request: {
          method: string;
          url: string;
          body: string | null;
          headers: Array<{ name: string; value: string }>;
        } | null;
        response: {
          status: number;
          body: unknown;
          bodyBytes: number;
          isTruncated: boolean;
          headers: Array<{ name: string; value: string }>;
        } | null;
      }>;
    }>;
    action: { id: string; name: string } | null;
    error: { code: string; message: string } | null;
  } | null;
};

export type WholeRunFragment = {
  variables: unknown;
  executor: string | null;
  dueAt: string | null;
  deadlineAt: string | null;
  waitingFor: string | null;
  id: string;
  status: RunStatus;
  openedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  externalIds: Array<string>;
  history: Array<{
    at: string;
    kind: RunRecordKind;
    nodeKey: string | null;
    attempt: number | null;
    by: string | null;
    message: string;
  }>;
  version: { number: number; flow: unknown; note: string; publishedAt: string } | null;
  call: { id: string; agentId: string; outcome: string | null };
  steps: Array<{
    key: string;
    name: string;
    kind: StepKind;
    status: StepStatus;
    port: string | null;
    variablesBefore: unknown;
    variablesAfter: unknown;
    startedAt: string | null;
    endedAt: string | null;
    waitingUntil: string | null;
    writes: unknown;
    cause: { code: string; message: string } | null;
    attempts: Array<{
      number: number;
      status: AttemptStatus;
      startedAt: string;
      durationMs: number;
      isLookup: boolean;
      executor: string;
      wait: { since: string; until: string; waitedMs: number; cause: { code: string; message: string } } | null;
      resolution: { resolution: DoubtResolution; by: string; at: string; reason: string | null } | null;
      takeOver: { from: string; by: string; at: string } | null;
      cause: { code: string; message: string } | null;
      request: {
        method: string;
        url: string;
        body: string | null;
        headers: Array<{ name: string; value: string }>;
      } | null;
      response: {
        status: number;
        body: unknown;
        bodyBytes: number;
        isTruncated: boolean;
        headers: Array<{ name: string; value: string }>;
      } | null;
    }>;
  }>;
  action: { id: string; name: string } | null;
  error: { code: string; message: string } | null;
};

export type RunUpdatedSubscriptionVariables = Exact<{
  id: string;
}>;

export type RunUpdatedSubscription = {
  runUpdated: {
    sequence: number;
    mayHaveMissed: boolean;
    run: {
      variables: unknown;
      executor: string | null;
      dueAt: string | null;
      deadlineAt: string | null;
      waitingFor: string | null;
      id: string;
      status: RunStatus;
      openedAt: string;
      startedAt: string | null;
      endedAt: string | null;
      externalIds: Array<string>;
      history: Array<{
        at: string;
        kind: RunRecordKind;
        nodeKey: string | null;
        attempt: number | null;
        by: string | null;
        message: string;
      }>;
      version: { number: number; flow: unknown; note: string; publishedAt: string } | null;
      call: { id: string; agentId: string; outcome: string | null };
      steps: Array<{
        key: string;
        name: string;
        kind: StepKind;
        status: StepStatus;
        port: string | null;
        variablesBefore: unknown;
        variablesAfter: unknown;
        startedAt: string | null;
        endedAt: string | null;
        waitingUntil: string | null;
        writes: unknown;
        cause: { code: string; message: string } | null;
        attempts: Array<{
          number: number;
          status: AttemptStatus;
          startedAt: string;
          durationMs: number;
          isLookup: boolean;
          executor: string;
          wait: { since: string; until: string; waitedMs: number; cause: { code: string; message: string } } | null;
          resolution: { resolution: DoubtResolution; by: string; at: string; reason: string | null } | null;
          takeOver: { from: string; by: string; at: string } | null;
          cause: { code: string; message: string } | null;
          request: {
            method: string;
            url: string;
            body: string | null;
            headers: Array<{ name: string; value: string }>;
          } | null;
          response: {
            status: number;
            body: unknown;
            bodyBytes: number;
            isTruncated: boolean;
            headers: Array<{ name: string; value: string }>;
          } | null;
        }>;
      }>;
      action: { id: string; name: string } | null;
      error: { code: string; message: string } | null;
    } | null;
  };
};

export type RunsChangedSubscriptionVariables = Exact<{
  filter?: RunFilter | null | undefined;
}>;

export type RunsChangedSubscription = {
  runsChanged: {
    sequence: number;
    mayHaveMissed: boolean;
    leftIds: Array<string>;
    runs: Array<{
      id: string;
      status: RunStatus;
      openedAt: string;
      startedAt: string | null;
      endedAt: string | null;
      externalIds: Array<string>;
      action: { id: string; name: string } | null;
      version: { number: number } | null;
      call: { id: string; agentId: string };
      error: { code: string; message: string } | null;
      steps: Array<{ key: string; status: StepStatus; attempts: Array<{ number: number }> }>;
    }>;
  };
};

export type FilterNamesQueryVariables = Exact<{ [key: string]: never }>;

export type FilterNamesQuery = {
  actions: { nodes: Array<{ id: string; name: string }> };
  agents: { nodes: Array<{ agentId: string; name: string }> };
};

export type CancelRunMutationVariables = Exact<{
  input: CancelRunInput;
}>;

export type CancelRunMutation = {
  cancelRun: {
    run: { id: string; status: RunStatus } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type ResolveInDoubtMutationVariables = Exact<{
  input: ResolveInDoubtInput;
}>;

export type ResolveInDoubtMutation = {
  resolveInDoubt: {
    run: { id: string; status: RunStatus } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type MapAgainMutationVariables = Exact<{
  input: MapAgainInput;
}>;

export type MapAgainMutation = {
  mapAgain: {
    run: { id: string; status: RunStatus } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type ViewerQueryVariables = Exact<{ [key: string]: never }>;

export type ViewerQuery = {
  viewer: { name: string; role: Role; isOfInstallation: boolean; workspace: { id: string; name: string } };
};

export type WorkspacesQueryVariables = Exact<{ [key: string]: never }>;

export type WorkspacesQuery = { workspaces: { nodes: Array<{ id: string; name: string }> } };

export type AboutExecutorsQueryVariables = Exact<{ [key: string]: never }>;

export type AboutExecutorsQuery = {
  actions: { nodes: Array<{ id: string; liveVersion: { liveOn: { executors: number; seen: number } | null } | null }> };
};

export type AboutVaultQueryVariables = Exact<{ [key: string]: never }>;

export type AboutVaultQuery = { authProfiles: { nodes: Array<{ id: string }> } | null };

export type AboutLedgerQueryVariables = Exact<{
  from: string;
  to: string;
}>;

export type AboutLedgerQuery = { activity: { openReviews: number | null } };

export type ApiKeysQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;

export type ApiKeysQuery = {
  apiKeys: {
    nodes: Array<{
      id: string;
      name: string;
      prefix: string;
      role: Role;
      createdAt: string;
      createdBy: string;
      expiresAt: string | null;
      revokedAt: string | null;
    }>;
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
};

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;

export type CreateApiKeyMutation = {
  createApiKey: {
    token: string | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;

export type RevokeApiKeyMutation = {
  revokeApiKey: {
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type ConstantListQueryVariables = Exact<{ [key: string]: never }>;

export type ConstantListQuery = {
  constants: Array<{
    name: string;
    value: string;
    updatedAt: string;
    updatedBy: string;
    usedBy: Array<{ id: string; name: string }>;
  }>;
};

export type SetConstantMutationVariables = Exact<{
  input: SetConstantInput;
}>;

export type SetConstantMutation = {
  setConstant: {
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type DeleteConstantMutationVariables = Exact<{
  name: string;
}>;

export type DeleteConstantMutation = {
  deleteConstant: {
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type PaletteSearchQueryVariables = Exact<{ [key: string]: never }>;

export type PaletteSearchQuery = {
  actions: { nodes: Array<{ id: string; name: string }> };
  agents: { nodes: Array<{ agentId: string; name: string }> };
};

export type ActionOverviewQueryVariables = Exact<{
  id: string;
}>;

export type ActionOverviewQuery = {
  action: {
    createdAt: string;
    archivedAt: string | null;
    id: string;
    name: string;
    description: string;
    status: ActionStatus;
    enabled: boolean;
    createdBy: string;
    liveVersion: {
      number: number;
      note: string;
      publishedAt: string;
      publishedBy: string;
      liveOn: { executors: number; seen: number } | null;
    } | null;
    draft: {
      revision: number;
      savedAt: string;
      savedBy: string;
      changedSinceLive: boolean;
      basedOn: number | null;
      problems: Array<{ code: string; severity: FlowProblemSeverity; message: string; nodeKey: string | null }>;
      authors: Array<{ name: string; saves: number }>;
    };
    agents: Array<{ agentId: string; name: string }>;
    hears: { event: string; outcomes: Array<string>; words: string } | null;
  } | null;
};

export type OverviewRunsQueryVariables = Exact<{
  filter: RunFilter;
}>;

export type OverviewRunsQuery = {
  runs: {
    nodes: Array<{
      id: string;
      status: RunStatus;
      openedAt: string;
      startedAt: string | null;
      endedAt: string | null;
      version: { number: number } | null;
    }>;
  } | null;
};

export type ActionVersionsQueryVariables = Exact<{
  id: string;
  first: number;
  after?: string | null | undefined;
}>;

export type ActionVersionsQuery = {
  action: {
    id: string;
    name: string;
    draft: { revision: number; changedSinceLive: boolean };
    versions: {
      totalCount: number;
      nodes: Array<{ number: number; note: string; publishedAt: string; publishedBy: string; isLive: boolean }>;
      pageInfo: { endCursor: string | null; hasNextPage: boolean };
    };
  } | null;
};

export type OneVersionQueryVariables = Exact<{
  id: string;
  number: number;
}>;

export type OneVersionQuery = {
  action: { id: string; name: string } | null;
  actionVersion: {
    number: number;
    note: string;
    publishedAt: string;
    publishedBy: string;
    isLive: boolean;
    flow: unknown;
  } | null;
};

export type DraftToCompareQueryVariables = Exact<{
  id: string;
}>;

export type DraftToCompareQuery = {
  action: { id: string; name: string; draft: { flow: unknown }; versions: { nodes: Array<{ number: number }> } } | null;
};

export type VersionToCompareQueryVariables = Exact<{
  id: string;
  number: number;
}>;

export type VersionToCompareQuery = { actionVersion: { number: number; flow: unknown } | null };

export type MakeVersionLiveMutationVariables = Exact<{
  actionId: string;
  number: number;
}>;

export type MakeVersionLiveMutation = {
  makeVersionLive: {
    version: { number: number; liveOn: { executors: number; seen: number } | null } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type UseAsDraftMutationVariables = Exact<{
  input: DiscardDraftInput;
}>;

export type UseAsDraftMutation = {
  discardDraft: {
    action: { id: string } | null;
    userErrors: Array<
      { code: string; message: string } | { code: string; message: string } | { code: string; message: string }
    >;
  };
};

export type ActionActivityOverTimeQueryVariables = Exact<{
  actionId: string;
  from: string;
  to: string;
  parts: number;
}>;

export type ActionActivityOverTimeQuery = {
  activity: {
    failingSteps: Array<{
      actionId: string;
      actionName: string;
      nodeKey: string;
      nodeName: string;
      kind: StepKind | null;
      failed: number;
      targetOrigin: string | null;
      lastRunId: string;
      lastCause: { code: string; message: string } | null;
    }> | null;
    runs: {
      total: number;
      succeeded: number;
      failed: number;
      cancelled: number;
      inReview: number;
      open: number;
    } | null;
    duration: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null } | null;
    callToLastWrite: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null } | null;
    parts: Array<{
      from: string;
      runs: { total: number; succeeded: number; failed: number; cancelled: number; inReview: number; open: number };
      duration: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null };
      callToLastWrite: { p50Ms: number | null; p95Ms: number | null; p99Ms: number | null };
    }> | null;
  };
};

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ActionRowFragmentDoc = new TypedDocumentString(
  `
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}
    `,
  { fragmentName: 'ActionRow' },
) as unknown as TypedDocumentString<ActionRowFragment, unknown>;
export const ProblemPartsFragmentDoc = new TypedDocumentString(
  `
    fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}
    `,
  { fragmentName: 'ProblemParts' },
) as unknown as TypedDocumentString<ProblemPartsFragment, unknown>;
export const AuthProfileRowFragmentDoc = new TypedDocumentString(
  `
    fragment AuthProfileRow on AuthProfile {
  id
  name
  kind
  health
  origins
  settings
  version
  createdAt
  updatedAt
  usedBy {
    id
    name
  }
}
    `,
  { fragmentName: 'AuthProfileRow' },
) as unknown as TypedDocumentString<AuthProfileRowFragment, unknown>;
export const DraftFieldsFragmentDoc = new TypedDocumentString(
  `
    fragment DraftFields on Draft {
  revision
  savedAt
  savedBy
  flow
  basedOn
  changedSinceLive
  authors {
    name
    savedAt
    saves
  }
  pinnedSamples {
    nodeKey
    status
    headers
    body
    pinnedAt
    pinnedBy
    isStale
  }
}
    `,
  { fragmentName: 'DraftFields' },
) as unknown as TypedDocumentString<DraftFieldsFragment, unknown>;
export const SampleEventFragmentDoc = new TypedDocumentString(
  `
    fragment SampleEvent on CallEvent {
  type
  receivedAt
  data
}
    `,
  { fragmentName: 'SampleEvent' },
) as unknown as TypedDocumentString<SampleEventFragment, unknown>;
export const ShownHeaderFragmentDoc = new TypedDocumentString(
  `
    fragment ShownHeader on HttpHeader {
  name
  value
}
    `,
  { fragmentName: 'ShownHeader' },
) as unknown as TypedDocumentString<ShownHeaderFragment, unknown>;
export const ShownCertificateFragmentDoc = new TypedDocumentString(
  `
    fragment ShownCertificate on TestRequestCertificate {
  subject
  issuer
  altNames
  fingerprint
  validFrom
  validTo
}
    `,
  { fragmentName: 'ShownCertificate' },
) as unknown as TypedDocumentString<ShownCertificateFragment, unknown>;
export const TestRunResultFragmentDoc = new TypedDocumentString(
  `
    fragment TestRunResult on TestRun {
  status
  error {
    code
    message
  }
  isHeard
  notHeard {
    code
    message
  }
  callId
  startedAt
  durationMs
  sentCount
  variables
  externalIds
  steps {
    key
    name
    kind
    status
    port
    retryInMs
    answer
    startedAt
    endedAt
    writes
    variablesBefore
    variablesAfter
    cause {
      code
      message
    }
    attempts {
      number
      status
      startedAt
      durationMs
      cause {
        code
        message
      }
      request {
        method
        url
        headers {
          name
          value
        }
        body
      }
      response {
        status
        headers {
          name
          value
        }
        body
        bodyBytes
        isTruncated
        isExpired
      }
    }
  }
}
    `,
  { fragmentName: 'TestRunResult' },
) as unknown as TypedDocumentString<TestRunResultFragment, unknown>;
export const RunCountsPartsFragmentDoc = new TypedDocumentString(
  `
    fragment RunCountsParts on RunCounts {
  total
  succeeded
  failed
  cancelled
  inReview
  open
}
    `,
  { fragmentName: 'RunCountsParts' },
) as unknown as TypedDocumentString<RunCountsPartsFragment, unknown>;
export const PercentilePartsFragmentDoc = new TypedDocumentString(
  `
    fragment PercentileParts on Percentiles {
  p50Ms
  p95Ms
  p99Ms
}
    `,
  { fragmentName: 'PercentileParts' },
) as unknown as TypedDocumentString<PercentilePartsFragment, unknown>;
export const RunActivityFragmentDoc = new TypedDocumentString(
  `
    fragment RunActivity on Activity {
  runs {
    ...RunCountsParts
  }
  duration {
    ...PercentileParts
  }
  callToLastWrite {
    ...PercentileParts
  }
  parts {
    from
    runs {
      ...RunCountsParts
    }
    duration {
      ...PercentileParts
    }
    callToLastWrite {
      ...PercentileParts
    }
  }
}
    fragment RunCountsParts on RunCounts {
  total
  succeeded
  failed
  cancelled
  inReview
  open
}
fragment PercentileParts on Percentiles {
  p50Ms
  p95Ms
  p99Ms
}`,
  { fragmentName: 'RunActivity' },
) as unknown as TypedDocumentString<RunActivityFragment, unknown>;
export const FailingStepRowFragmentDoc = new TypedDocumentString(
  `
    fragment FailingStepRow on FailingStep {
  actionId
  actionName
  nodeKey
  nodeName
  kind
  failed
  lastCause {
    code
    message
  }
  targetOrigin
  lastRunId
}
    `,
  { fragmentName: 'FailingStepRow' },
) as unknown as TypedDocumentString<FailingStepRowFragment, unknown>;
export const RunRowFragmentDoc = new TypedDocumentString(
  `
    fragment RunRow on Run {
  id
  status
  openedAt
  startedAt
  endedAt
  externalIds
  action {
    id
    name
  }
  version {
    number
  }
  call {
    id
    agentId
  }
  error {
    code
    message
  }
  steps {
    key
    status
    attempts {
      number
    }
  }
}
    `,
  { fragmentName: 'RunRow' },
) as unknown as TypedDocumentString<RunRowFragment, unknown>;
export const WholeRunFragmentDoc = new TypedDocumentString(
  `
    fragment WholeRun on Run {
  ...RunRow
  variables
  executor
  dueAt
  deadlineAt
  waitingFor
  history {
    at
    kind
    nodeKey
    attempt
    by
    message
  }
  version {
    number
    flow
    note
    publishedAt
  }
  call {
    id
    agentId
    outcome
  }
  steps {
    key
    name
    kind
    status
    port
    variablesBefore
    variablesAfter
    startedAt
    endedAt
    waitingUntil
    writes
    cause {
      code
      message
    }
    attempts {
      number
      status
      startedAt
      durationMs
      isLookup
      executor
      wait {
        since
        until
        waitedMs
        cause {
          code
          message
        }
      }
      resolution {
        resolution
        by
        at
        reason
      }
      takeOver {
        from
        by
        at
      }
      cause {
        code
        message
      }
      request {
        method
        url
        headers {
          name
          value
        }
        body
      }
      response {
        status
        headers {
          name
          value
        }
        body
        bodyBytes
        isTruncated
      }
    }
  }
}
    fragment RunRow on Run {
  id
  status
  openedAt
  startedAt
  endedAt
  externalIds
  action {
    id
    name
  }
  version {
    number
  }
  call {
    id
    agentId
  }
  error {
    code
    message
  }
  steps {
    key
    status
    attempts {
      number
    }
  }
}`,
  { fragmentName: 'WholeRun' },
) as unknown as TypedDocumentString<WholeRunFragment, unknown>;
export const ActionsDocument = new TypedDocumentString(
  `
    query Actions($first: Int!, $after: String, $filter: ActionFilter) {
  actions(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      ...ActionRow
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}`,
  { hash: 'sha256:5a1554b5a6f5aa6bb3dd27dc89647bc9bba882e275f96629e4c4cf22929301df' },
) as unknown as TypedDocumentString<ActionsQuery, ActionsQueryVariables>;
export const AgentNamesDocument = new TypedDocumentString(
  `
    query AgentNames {
  agents(first: 100) {
    nodes {
      agentId
      name
    }
  }
}
    `,
  { hash: 'sha256:67983fa3febd5246c3eb74206a2ff5999f31036b216f621d418ab954f5da5235' },
) as unknown as TypedDocumentString<AgentNamesQuery, AgentNamesQueryVariables>;
export const ActionNamesDocument = new TypedDocumentString(
  `
    query ActionNames($search: String!) {
  actions(first: 20, filter: {search: $search, includeArchived: true}) {
    nodes {
      id
      name
    }
  }
}
    `,
  { hash: 'sha256:97520c6aaa9dba86cca7078b4749f75d10392239e2535ec076afd08456a2425e' },
) as unknown as TypedDocumentString<ActionNamesQuery, ActionNamesQueryVariables>;
export const ExportActionDocument = new TypedDocumentString(
  `
    query ExportAction($actionId: ID!, $version: VersionRef!) {
  exportAction(actionId: $actionId, version: $version)
}
    `,
  { hash: 'sha256:45cbc7526722789e0fc504f08ec9034cc5146478cc24f773625b60218877e3e0' },
) as unknown as TypedDocumentString<ExportActionQuery, ExportActionQueryVariables>;
export const CreateActionDocument = new TypedDocumentString(
  `
    mutation CreateAction($input: CreateActionInput!) {
  createAction(input: $input) {
    action {
      ...ActionRow
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}
fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}`,
  { hash: 'sha256:657346f26ab14f907d7e4aaa3285bab11d5251e7853668622924c063eb0c6cca' },
) as unknown as TypedDocumentString<CreateActionMutation, CreateActionMutationVariables>;
export const ImportActionDocument = new TypedDocumentString(
  `
    mutation ImportAction($input: ImportActionInput!) {
  importAction(input: $input) {
    action {
      ...ActionRow
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}
fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}`,
  { hash: 'sha256:ebc88d4d354083f17b464aa82ccfe3b811f2e6124ba1daaefb194c12b33de83a' },
) as unknown as TypedDocumentString<ImportActionMutation, ImportActionMutationVariables>;
export const DuplicateActionDocument = new TypedDocumentString(
  `
    mutation DuplicateAction($actionId: ID!) {
  duplicateAction(input: {actionId: $actionId}) {
    action {
      ...ActionRow
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}
fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}`,
  { hash: 'sha256:61feb67cacd3c8e9dc3f34c5d2aaee7489835ee88cc6f15950f5d0d441f1fc79' },
) as unknown as TypedDocumentString<DuplicateActionMutation, DuplicateActionMutationVariables>;
export const SetActionEnabledDocument = new TypedDocumentString(
  `
    mutation SetActionEnabled($actionId: ID!, $enabled: Boolean!) {
  setActionEnabled(input: {actionId: $actionId, enabled: $enabled}) {
    action {
      ...ActionRow
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}
fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}`,
  { hash: 'sha256:ca47f9cec212c0366ba13b4f6d0b646d0785a4467f3d51778ea6b3b140261886' },
) as unknown as TypedDocumentString<SetActionEnabledMutation, SetActionEnabledMutationVariables>;
export const SetActionAgentsDocument = new TypedDocumentString(
  `
    mutation SetActionAgents($actionId: ID!, $agentIds: [ID!]!) {
  setActionAgents(input: {actionId: $actionId, agentIds: $agentIds}) {
    action {
      ...ActionRow
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}
fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}`,
  { hash: 'sha256:2e92f05aa31135c12d8d092693c4fa6b3871bc14183e6bfd76b82a0341be81a6' },
) as unknown as TypedDocumentString<SetActionAgentsMutation, SetActionAgentsMutationVariables>;
export const ArchiveActionDocument = new TypedDocumentString(
  `
    mutation ArchiveAction($actionId: ID!, $name: String!) {
  archiveAction(input: {actionId: $actionId, name: $name}) {
    action {
      ...ActionRow
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}
fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}`,
  { hash: 'sha256:a72923015a4062c8f7928bf3d1f976c266d958ab4e9ac351e3ae60b782a3e326' },
) as unknown as TypedDocumentString<ArchiveActionMutation, ArchiveActionMutationVariables>;
export const ActionActivityDocument = new TypedDocumentString(
  `
    query ActionActivity($first: Int!, $after: String, $filter: ActionFilter) {
  actions(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      recentActivity(hours: 24) {
        lastRun {
          id
          status
          openedAt
        }
        runs {
          ...RunCountsParts
        }
        duration {
          p95Ms
        }
        perHour {
          total
          failed
        }
      }
    }
  }
}
    fragment RunCountsParts on RunCounts {
  total
  succeeded
  failed
  cancelled
  inReview
  open
}`,
  { hash: 'sha256:deabaf22732bb4a3d2126537422403dec096e2e8d9d736877ab835f3fbbd701f' },
) as unknown as TypedDocumentString<ActionActivityQuery, ActionActivityQueryVariables>;
export const AgentsDocument = new TypedDocumentString(
  `
    query Agents($first: Int!, $after: String) {
  agents(first: $first, after: $after) {
    totalCount
    nodes {
      agentId
      name
      updatedAt
      endNodes {
        id
      }
      variables {
        name
      }
      actions(first: 1) {
        totalCount
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `,
  { hash: 'sha256:4329c1a597636053ed0434f07c9fed312d761e68d138ceadd807304162b54c72' },
) as unknown as TypedDocumentString<AgentsQuery, AgentsQueryVariables>;
export const AgentDocument = new TypedDocumentString(
  `
    query Agent($agentId: ID!) {
  agent(agentId: $agentId) {
    agentId
    name
    createdAt
    updatedAt
    endNodes {
      id
      name
    }
    variables {
      name
      type
      required
      sample
    }
    actions(first: 1) {
      totalCount
    }
  }
}
    `,
  { hash: 'sha256:fbadcb255f4e73c28a8179f02cfd7e057bb99af31f8089a57f385ce4acd76854' },
) as unknown as TypedDocumentString<AgentQuery, AgentQueryVariables>;
export const AgentCallsDocument = new TypedDocumentString(
  `
    query AgentCalls($first: Int!, $after: String, $filter: CallFilter) {
  calls(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      outcome
      events {
        id
        type
        receivedAt
        disposition
        reason {
          code
          message
        }
      }
      runs {
        id
        status
        action {
          name
        }
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `,
  { hash: 'sha256:a5153d3236e1b5952e6c721ae563e6f6fcb9ff686bc58fd01d845cb2de32e16c' },
) as unknown as TypedDocumentString<AgentCallsQuery, AgentCallsQueryVariables>;
export const RegisterAgentDocument = new TypedDocumentString(
  `
    mutation RegisterAgent($input: RegisterAgentInput!) {
  registerAgent(input: $input) {
    agent {
      agentId
      name
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}`,
  { hash: 'sha256:1b4151e707952fcd37d38943b186d8222f567312eeb9bd5bdf84168dd7e00dc5' },
) as unknown as TypedDocumentString<RegisterAgentMutation, RegisterAgentMutationVariables>;
export const AuthProfilesDocument = new TypedDocumentString(
  `
    query AuthProfiles($first: Int!, $after: String) {
  authProfiles(first: $first, after: $after) {
    totalCount
    nodes {
      ...AuthProfileRow
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment AuthProfileRow on AuthProfile {
  id
  name
  kind
  health
  origins
  settings
  version
  createdAt
  updatedAt
  usedBy {
    id
    name
  }
}`,
  { hash: 'sha256:9d830d02e2c2640d135f0f1874e3b9bb1ee1276eb7a7bfdfc2a52863d26e865a' },
) as unknown as TypedDocumentString<AuthProfilesQuery, AuthProfilesQueryVariables>;
export const AuthProfileDocument = new TypedDocumentString(
  `
    query AuthProfile($id: ID!) {
  authProfile(id: $id) {
    ...AuthProfileRow
  }
}
    fragment AuthProfileRow on AuthProfile {
  id
  name
  kind
  health
  origins
  settings
  version
  createdAt
  updatedAt
  usedBy {
    id
    name
  }
}`,
  { hash: 'sha256:a91554d5fe6fd00ead96e56f1e23ee705e9043066e36977d8185a43ac5a44a61' },
) as unknown as TypedDocumentString<AuthProfileQuery, AuthProfileQueryVariables>;
export const CreateAuthProfileDocument = new TypedDocumentString(
  `
    mutation CreateAuthProfile($input: CreateAuthProfileInput!) {
  createAuthProfile(input: $input) {
    authProfile {
      ...AuthProfileRow
    }
    userErrors {
      ...ProblemParts
    }
  }
}
    fragment ProblemParts on Problem {
  code
  message
  path
  ... on FlowProblem {
    nodeKey
    fieldPath
    severity
  }
}
fragment AuthProfileRow on AuthProfile {
  id
  name
  kind
  health
  origins
  settings
  version
  createdAt
  updatedAt
  usedBy {
    id
    name
  }
}`,
  { hash: 'sha256:4a287e1c98754842134e8844faf8bdf691d317000a0b4fee01454d45482c77d4' },
) as unknown as TypedDocumentString<CreateAuthProfileMutation, CreateAuthProfileMutationVariables>;
export const CallDocument = new TypedDocumentString(
  `
    query Call($id: ID!) {
  call(id: $id) {
    id
    agentId
    outcome
    events {
      id
      type
      door
      receivedAt
      disposition
      duplicates
      topic
      partition
      offset
      reason {
        code
        message
      }
    }
    actions {
      actionName
      action {
        id
      }
      reason {
        code
        message
      }
      run {
        id
        status
        startedAt
        endedAt
      }
    }
  }
}
    `,
  { hash: 'sha256:0e11dcb471a282810bc6a86d82441e9eac4611ef3bd6876298210027a829738d' },
) as unknown as TypedDocumentString<CallQuery, CallQueryVariables>;
export const BuilderActionDocument = new TypedDocumentString(
  `
    query BuilderAction($id: ID!) {
  action(id: $id) {
    id
    name
    description
    archivedAt
    agents {
      agentId
      name
      endNodes {
        id
        name
      }
      variables {
        name
        type
        required
        sample
      }
    }
    draft {
      ...DraftFields
    }
    liveVersion {
      number
      note
      publishedAt
      publishedBy
      flow
    }
  }
  constants {
    name
    value
  }
}
    fragment DraftFields on Draft {
  revision
  savedAt
  savedBy
  flow
  basedOn
  changedSinceLive
  authors {
    name
    savedAt
    saves
  }
  pinnedSamples {
    nodeKey
    status
    headers
    body
    pinnedAt
    pinnedBy
    isStale
  }
}`,
  { hash: 'sha256:ea62344b90707c9827058b37c9fc5f2d9e1e42573c461d92d4989833cba791fa' },
) as unknown as TypedDocumentString<BuilderActionQuery, BuilderActionQueryVariables>;
export const BuilderAuthProfilesDocument = new TypedDocumentString(
  `
    query BuilderAuthProfiles {
  authProfiles(first: 100) {
    nodes {
      id
      name
      kind
      health
      origins
      settings
    }
  }
}
    `,
  { hash: 'sha256:c3d4324725604f99800391ae2397174cc3b9da8494786c5ed2d0b96c6beae890' },
) as unknown as TypedDocumentString<BuilderAuthProfilesQuery, BuilderAuthProfilesQueryVariables>;
export const SaveBuilderDraftDocument = new TypedDocumentString(
  `
    mutation SaveBuilderDraft($input: SaveDraftInput!) {
  saveDraft(input: $input) {
    action {
      id
      draft {
        ...DraftFields
      }
    }
    userErrors {
      code
      message
    }
  }
}
    fragment DraftFields on Draft {
  revision
  savedAt
  savedBy
  flow
  basedOn
  changedSinceLive
  authors {
    name
    savedAt
    saves
  }
  pinnedSamples {
    nodeKey
    status
    headers
    body
    pinnedAt
    pinnedBy
    isStale
  }
}`,
  { hash: 'sha256:ed8292a8d5a6f2ef1d6cf94f2364dd9d019369a2ceee9c27fd489dab8f179237' },
) as unknown as TypedDocumentString<SaveBuilderDraftMutation, SaveBuilderDraftMutationVariables>;
export const PublishBuilderDraftDocument = new TypedDocumentString(
  `
    mutation PublishBuilderDraft($input: PublishVersionInput!) {
  publishVersion(input: $input) {
    version {
      number
      liveOn {
        executors
        seen
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:42007857357b4948e85add98ed12454655b69e55d4d0f09d8fbddbf32ce80dc8' },
) as unknown as TypedDocumentString<PublishBuilderDraftMutation, PublishBuilderDraftMutationVariables>;
export const BuilderLiveOnDocument = new TypedDocumentString(
  `
    query BuilderLiveOn($actionId: ID!, $number: Int!) {
  actionVersion(actionId: $actionId, number: $number) {
    number
    liveOn {
      executors
      seen
    }
  }
}
    `,
  { hash: 'sha256:4552bdc56ba344a95aeaa27a711dcdfc8aed70fa06eef95ba59d2a834e9bba01' },
) as unknown as TypedDocumentString<BuilderLiveOnQuery, BuilderLiveOnQueryVariables>;
export const KeepDraftAsCopyDocument = new TypedDocumentString(
  `
    mutation KeepDraftAsCopy($input: DuplicateActionInput!) {
  duplicateAction(input: $input) {
    action {
      id
      name
      draft {
        revision
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:b0f87ba7dc0363bb4ba5368f6615121191bbc8a7e41b0f4224afec119ae3d3da' },
) as unknown as TypedDocumentString<KeepDraftAsCopyMutation, KeepDraftAsCopyMutationVariables>;
export const DiscardBuilderDraftDocument = new TypedDocumentString(
  `
    mutation DiscardBuilderDraft($input: DiscardDraftInput!) {
  discardDraft(input: $input) {
    action {
      id
      draft {
        ...DraftFields
      }
    }
    userErrors {
      code
      message
    }
  }
}
    fragment DraftFields on Draft {
  revision
  savedAt
  savedBy
  flow
  basedOn
  changedSinceLive
  authors {
    name
    savedAt
    saves
  }
  pinnedSamples {
    nodeKey
    status
    headers
    body
    pinnedAt
    pinnedBy
    isStale
  }
}`,
  { hash: 'sha256:a7c989cf4d2a7c650693f52922cda36193eeea2e85bda6bb9084214eca4013ad' },
) as unknown as TypedDocumentString<DiscardBuilderDraftMutation, DiscardBuilderDraftMutationVariables>;
export const PreviewPastCallsDocument = new TypedDocumentString(
  `
    query PreviewPastCalls($actionId: ID!, $flow: FlowDocument!) {
  previewReplay(actionId: $actionId, flow: $flow, last: 20) {
    liveVersion
    callCount
    changedCount
    calls {
      callId
      isChanged
      summary
    }
  }
}
    `,
  { hash: 'sha256:f1cf85bb55de661a1ae7ea6c0b6468ac57e634092416013d6422e8d329d7c5c6' },
) as unknown as TypedDocumentString<PreviewPastCallsQuery, PreviewPastCallsQueryVariables>;
export const CountHeardCallsDocument = new TypedDocumentString(
  `
    query CountHeardCalls($actionId: ID!, $flow: FlowDocument) {
  previewReplay(actionId: $actionId, flow: $flow, last: 100) {
    callCount
    calls {
      callId
      draft {
        isHeard
      }
    }
  }
}
    `,
  { hash: 'sha256:0e7437e44d6f3c6ca04b48a798087d39d7a30242b1c5fdf04191c1e70d90aea2' },
) as unknown as TypedDocumentString<CountHeardCallsQuery, CountHeardCallsQueryVariables>;
export const SampleCallsDocument = new TypedDocumentString(
  `
    query SampleCalls($agentId: ID!) {
  calls(first: 10, filter: {agentId: $agentId}) {
    nodes {
      id
      outcome
      events {
        ...SampleEvent
      }
    }
  }
}
    fragment SampleEvent on CallEvent {
  type
  receivedAt
  data
}`,
  { hash: 'sha256:fc2b1be4c1af3b412a4905d9760d2cef73a8386f204bda765612e322d6dab58e' },
) as unknown as TypedDocumentString<SampleCallsQuery, SampleCallsQueryVariables>;
export const SampleCallDocument = new TypedDocumentString(
  `
    query SampleCall($callId: ID!) {
  call(id: $callId) {
    id
    outcome
    events {
      ...SampleEvent
    }
  }
}
    fragment SampleEvent on CallEvent {
  type
  receivedAt
  data
}`,
  { hash: 'sha256:d231d32bbf2ff69d5dad6f30d5ec18b7b3ec2693f22df2bf6bac66cc1968a1d3' },
) as unknown as TypedDocumentString<SampleCallQuery, SampleCallQueryVariables>;
export const SampleRunDocument = new TypedDocumentString(
  `
    query SampleRun($runId: ID!) {
  run(id: $runId) {
    id
    call {
      id
      outcome
      events {
        ...SampleEvent
      }
    }
    steps {
      key
      attempts {
        isLookup
        response {
          status
          headers {
            name
            value
          }
          body
          isExpired
        }
      }
    }
  }
}
    fragment SampleEvent on CallEvent {
  type
  receivedAt
  data
}`,
  { hash: 'sha256:9efe96c2d1415f0becc503af6768e68f0d76136e4ccb031723481a83c6080ad9' },
) as unknown as TypedDocumentString<SampleRunQuery, SampleRunQueryVariables>;
export const SendTestRequestDocument = new TypedDocumentString(
  `
    mutation SendTestRequest($input: SendTestRequestInput!) {
  sendTestRequest(input: $input) {
    result {
      isSuccess
      failure {
        code
        message
        detail
        hint
      }
      data {
        kind
        bytes
        contentType
        isTruncated
        problem
        base64
        text(first: 11000000)
      }
      mapped {
        found
        variables
        problems {
          variable
          message
        }
      }
      meta {
        startedAt
        status
        statusText
        httpVersion
        finalUrl
        authProfile
        requestBytes
        responseBytes
        timing {
          totalMs
          credentialMs
          dnsMs
          tcpMs
          tlsMs
          firstByteMs
          bodyMs
        }
        request {
          method
          url
          body
          headers {
            ...ShownHeader
          }
        }
        responseHeaders {
          ...ShownHeader
        }
        tls {
          protocol
          cipher
          isClientCertificateAsked
          peer {
            ...ShownCertificate
          }
          clientCertificate {
            ...ShownCertificate
          }
        }
        egress {
          verdict
          address
          port
          reason
        }
        attempts {
          number
          status
          durationMs
          cause {
            code
            message
          }
        }
        inProduction {
          move
          message
          afterMs
        }
      }
    }
    userErrors {
      code
      message
    }
  }
}
    fragment ShownHeader on HttpHeader {
  name
  value
}
fragment ShownCertificate on TestRequestCertificate {
  subject
  issuer
  altNames
  fingerprint
  validFrom
  validTo
}`,
  { hash: 'sha256:69cac373b9e5e763f568b387c759f513c0741611273eedf627e073ef85bd1bde' },
) as unknown as TypedDocumentString<SendTestRequestMutation, SendTestRequestMutationVariables>;
export const PinSampleDocument = new TypedDocumentString(
  `
    mutation PinSample($input: SavePinnedSampleInput!) {
  savePinnedSample(input: $input) {
    action {
      id
      draft {
        ...DraftFields
      }
    }
    userErrors {
      code
      message
    }
  }
}
    fragment DraftFields on Draft {
  revision
  savedAt
  savedBy
  flow
  basedOn
  changedSinceLive
  authors {
    name
    savedAt
    saves
  }
  pinnedSamples {
    nodeKey
    status
    headers
    body
    pinnedAt
    pinnedBy
    isStale
  }
}`,
  { hash: 'sha256:d0e84e2c9495d662edb5fec8fb9946e7ad012e9be2f0a7b8b46481066d465b90' },
) as unknown as TypedDocumentString<PinSampleMutation, PinSampleMutationVariables>;
export const UnpinSampleDocument = new TypedDocumentString(
  `
    mutation UnpinSample($input: RemovePinnedSampleInput!) {
  removePinnedSample(input: $input) {
    action {
      id
      draft {
        ...DraftFields
      }
    }
    userErrors {
      code
      message
    }
  }
}
    fragment DraftFields on Draft {
  revision
  savedAt
  savedBy
  flow
  basedOn
  changedSinceLive
  authors {
    name
    savedAt
    saves
  }
  pinnedSamples {
    nodeKey
    status
    headers
    body
    pinnedAt
    pinnedBy
    isStale
  }
}`,
  { hash: 'sha256:83b0fa4525f12280c2e9fd1bc9667cae2fd4d0d33751d4be925dd409f27322f3' },
) as unknown as TypedDocumentString<UnpinSampleMutation, UnpinSampleMutationVariables>;
export const StartTestRunDocument = new TypedDocumentString(
  `
    mutation StartTestRun($input: StartTestRunInput!) {
  startTestRun(input: $input) {
    testRun {
      ...TestRunResult
    }
    userErrors {
      code
      message
    }
  }
}
    fragment TestRunResult on TestRun {
  status
  error {
    code
    message
  }
  isHeard
  notHeard {
    code
    message
  }
  callId
  startedAt
  durationMs
  sentCount
  variables
  externalIds
  steps {
    key
    name
    kind
    status
    port
    retryInMs
    answer
    startedAt
    endedAt
    writes
    variablesBefore
    variablesAfter
    cause {
      code
      message
    }
    attempts {
      number
      status
      startedAt
      durationMs
      cause {
        code
        message
      }
      request {
        method
        url
        headers {
          name
          value
        }
        body
      }
      response {
        status
        headers {
          name
          value
        }
        body
        bodyBytes
        isTruncated
        isExpired
      }
    }
  }
}`,
  { hash: 'sha256:63b80d4fd81d5d443b02aa9b930e5da1181c5f5e703bb549a091fbbfe3c31cfe' },
) as unknown as TypedDocumentString<StartTestRunMutation, StartTestRunMutationVariables>;
export const OverviewDocument = new TypedDocumentString(
  `
    query Overview($before: DateTime!, $from: DateTime!, $to: DateTime!, $parts: Int!) {
  before: activity(from: $before, to: $from, parts: 1) {
    events {
      calls
    }
    runs {
      ...RunCountsParts
    }
  }
  activity(from: $from, to: $to, parts: $parts) {
    events {
      accepted
      calls
      matched
      dropped
      waiting
      deadLetters
      duplicates
    }
    ...RunActivity
    openReviews
    failingSteps(first: 5) {
      ...FailingStepRow
    }
  }
}
    fragment RunActivity on Activity {
  runs {
    ...RunCountsParts
  }
  duration {
    ...PercentileParts
  }
  callToLastWrite {
    ...PercentileParts
  }
  parts {
    from
    runs {
      ...RunCountsParts
    }
    duration {
      ...PercentileParts
    }
    callToLastWrite {
      ...PercentileParts
    }
  }
}
fragment RunCountsParts on RunCounts {
  total
  succeeded
  failed
  cancelled
  inReview
  open
}
fragment PercentileParts on Percentiles {
  p50Ms
  p95Ms
  p99Ms
}
fragment FailingStepRow on FailingStep {
  actionId
  actionName
  nodeKey
  nodeName
  kind
  failed
  lastCause {
    code
    message
  }
  targetOrigin
  lastRunId
}`,
  { hash: 'sha256:3030cc148fb07d651fafd19842a9f8078a43c1577f4a8e0c7b353c7487c0580c' },
) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const RunsDocument = new TypedDocumentString(
  `
    query Runs($first: Int!, $after: String, $filter: RunFilter) {
  runs(first: $first, after: $after, filter: $filter) {
    nodes {
      ...RunRow
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment RunRow on Run {
  id
  status
  openedAt
  startedAt
  endedAt
  externalIds
  action {
    id
    name
  }
  version {
    number
  }
  call {
    id
    agentId
  }
  error {
    code
    message
  }
  steps {
    key
    status
    attempts {
      number
    }
  }
}`,
  { hash: 'sha256:2e1b44b3810655defed9bded9b4ebd655a3566c0c8efcdb9929bfc806c69cbed' },
) as unknown as TypedDocumentString<RunsQuery, RunsQueryVariables>;
export const RunDocument = new TypedDocumentString(
  `
    query Run($id: ID!) {
  run(id: $id) {
    ...WholeRun
  }
}
    fragment RunRow on Run {
  id
  status
  openedAt
  startedAt
  endedAt
  externalIds
  action {
    id
    name
  }
  version {
    number
  }
  call {
    id
    agentId
  }
  error {
    code
    message
  }
  steps {
    key
    status
    attempts {
      number
    }
  }
}
fragment WholeRun on Run {
  ...RunRow
  variables
  executor
  dueAt
  deadlineAt
  waitingFor
  history {
    at
    kind
    nodeKey
    attempt
    by
    message
  }
  version {
    number
    flow
    note
    publishedAt
  }
  call {
    id
    agentId
    outcome
  }
  steps {
    key
    name
    kind
    status
    port
    variablesBefore
    variablesAfter
    startedAt
    endedAt
    waitingUntil
    writes
    cause {
      code
      message
    }
    attempts {
      number
      status
      startedAt
      durationMs
      isLookup
      executor
      wait {
        since
        until
        waitedMs
        cause {
          code
          message
        }
      }
      resolution {
        resolution
        by
        at
        reason
      }
      takeOver {
        from
        by
        at
      }
      cause {
        code
        message
      }
      request {
        method
        url
        headers {
          name
          value
        }
        body
      }
      response {
        status
        headers {
          name
          value
        }
        body
        bodyBytes
        isTruncated
      }
    }
  }
}`,
  { hash: 'sha256:67f5ddd578587eab40366393f6ee5dc8911372fb4a7656025b861ecc4a552ed9' },
) as unknown as TypedDocumentString<RunQuery, RunQueryVariables>;
export const RunUpdatedDocument = new TypedDocumentString(
  `
    subscription RunUpdated($id: ID!) {
  runUpdated(id: $id) {
    sequence
    mayHaveMissed
    run {
      ...WholeRun
    }
  }
}
    fragment RunRow on Run {
  id
  status
  openedAt
  startedAt
  endedAt
  externalIds
  action {
    id
    name
  }
  version {
    number
  }
  call {
    id
    agentId
  }
  error {
    code
    message
  }
  steps {
    key
    status
    attempts {
      number
    }
  }
}
fragment WholeRun on Run {
  ...RunRow
  variables
  executor
  dueAt
  deadlineAt
  waitingFor
  history {
    at
    kind
    nodeKey
    attempt
    by
    message
  }
  version {
    number
    flow
    note
    publishedAt
  }
  call {
    id
    agentId
    outcome
  }
  steps {
    key
    name
    kind
    status
    port
    variablesBefore
    variablesAfter
    startedAt
    endedAt
    waitingUntil
    writes
    cause {
      code
      message
    }
    attempts {
      number
      status
      startedAt
      durationMs
      isLookup
      executor
      wait {
        since
        until
        waitedMs
        cause {
          code
          message
        }
      }
      resolution {
        resolution
        by
        at
        reason
      }
      takeOver {
        from
        by
        at
      }
      cause {
        code
        message
      }
      request {
        method
        url
        headers {
          name
          value
        }
        body
      }
      response {
        status
        headers {
          name
          value
        }
        body
        bodyBytes
        isTruncated
      }
    }
  }
}`,
  { hash: 'sha256:06e096162d375668e8617a80c5f493e37532747fb106389694cb20fbc7ca0d4f' },
) as unknown as TypedDocumentString<RunUpdatedSubscription, RunUpdatedSubscriptionVariables>;
export const RunsChangedDocument = new TypedDocumentString(
  `
    subscription RunsChanged($filter: RunFilter) {
  runsChanged(filter: $filter) {
    sequence
    mayHaveMissed
    leftIds
    runs {
      ...RunRow
    }
  }
}
    fragment RunRow on Run {
  id
  status
  openedAt
  startedAt
  endedAt
  externalIds
  action {
    id
    name
  }
  version {
    number
  }
  call {
    id
    agentId
  }
  error {
    code
    message
  }
  steps {
    key
    status
    attempts {
      number
    }
  }
}`,
  { hash: 'sha256:b18862fcef9ef87c322f1310ed436f57f69ce499473856a074247bed4c5642e3' },
) as unknown as TypedDocumentString<RunsChangedSubscription, RunsChangedSubscriptionVariables>;
export const FilterNamesDocument = new TypedDocumentString(
  `
    query FilterNames {
  actions(first: 100) {
    nodes {
      id
      name
    }
  }
  agents(first: 100) {
    nodes {
      agentId
      name
    }
  }
}
    `,
  { hash: 'sha256:59b7dcdc533b51b6c3088b53371ce255282aff56d75cd35d8674cee4421e4781' },
) as unknown as TypedDocumentString<FilterNamesQuery, FilterNamesQueryVariables>;
export const CancelRunDocument = new TypedDocumentString(
  `
    mutation CancelRun($input: CancelRunInput!) {
  cancelRun(input: $input) {
    run {
      id
      status
    }
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:c201c019717ba726a45adda253e7db6b80a07afc470f29343396926b8ee636c5' },
) as unknown as TypedDocumentString<CancelRunMutation, CancelRunMutationVariables>;
export const ResolveInDoubtDocument = new TypedDocumentString(
  `
    mutation ResolveInDoubt($input: ResolveInDoubtInput!) {
  resolveInDoubt(input: $input) {
    run {
      id
      status
    }
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:d173e9abc1c2861a70dbaddd4c28f11810ec3b9210de25faec3c19ec9fc9c422' },
) as unknown as TypedDocumentString<ResolveInDoubtMutation, ResolveInDoubtMutationVariables>;
export const MapAgainDocument = new TypedDocumentString(
  `
    mutation MapAgain($input: MapAgainInput!) {
  mapAgain(input: $input) {
    run {
      id
      status
    }
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:c34a9391e22f09b2a86df16f65bf76b9d13380bb82691d7c6fa00b9cfc6a8be9' },
) as unknown as TypedDocumentString<MapAgainMutation, MapAgainMutationVariables>;
export const ViewerDocument = new TypedDocumentString(
  `
    query Viewer {
  viewer {
    name
    role
    isOfInstallation
    workspace {
      id
      name
    }
  }
}
    `,
  { hash: 'sha256:9cea2e10e52741b08afe60fe12fea0d7b46c5b92825e8ca89b47e7032c37c71b' },
) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const WorkspacesDocument = new TypedDocumentString(
  `
    query Workspaces {
  workspaces(first: 100) {
    nodes {
      id
      name
    }
  }
}
    `,
  { hash: 'sha256:76ab3588dc6893f4991d51770f45e3c7ab8ab6ccc050cf7403587df00b0a28a7' },
) as unknown as TypedDocumentString<WorkspacesQuery, WorkspacesQueryVariables>;
export const AboutExecutorsDocument = new TypedDocumentString(
  `
    query AboutExecutors {
  actions(first: 1, filter: {status: [LIVE]}) {
    nodes {
      id
      liveVersion {
        liveOn {
          executors
          seen
        }
      }
    }
  }
}
    `,
  { hash: 'sha256:5924ed0430446a8b47d6e3691d555fc50f0fb9089d96a145e2ff9d1ede2dfc97' },
) as unknown as TypedDocumentString<AboutExecutorsQuery, AboutExecutorsQueryVariables>;
export const AboutVaultDocument = new TypedDocumentString(
  `
    query AboutVault {
  authProfiles(first: 1) {
    nodes {
      id
    }
  }
}
    `,
  { hash: 'sha256:08aa5b0753b9cdabf8999ee022fe6d918a1afcf6dff52f8379233e2a6173b9dc' },
) as unknown as TypedDocumentString<AboutVaultQuery, AboutVaultQueryVariables>;
export const AboutLedgerDocument = new TypedDocumentString(
  `
    query AboutLedger($from: DateTime!, $to: DateTime!) {
  activity(from: $from, to: $to, parts: 1) {
    openReviews
  }
}
    `,
  { hash: 'sha256:d76a650bcbcd0461f63f6369881d2b323190d9ac8a4ab22d39c7eeedce31cf9c' },
) as unknown as TypedDocumentString<AboutLedgerQuery, AboutLedgerQueryVariables>;
export const ApiKeysDocument = new TypedDocumentString(
  `
    query ApiKeys($first: Int!, $after: String) {
  apiKeys(first: $first, after: $after) {
    nodes {
      id
      name
      prefix
      role
      createdAt
      createdBy
      expiresAt
      revokedAt
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    `,
  { hash: 'sha256:6d64dcfaffff68c512c6b9d9d26f5a6773e02a4b1ef667f55dd61e3d771b8c34' },
) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(
  `
    mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    token
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:ef5dbe64448404ea1b1609f8d0861fec839ff471bd1116a35480eb799b005ed5' },
) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(
  `
    mutation RevokeApiKey($id: ID!) {
  revokeApiKey(input: {id: $id}) {
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:1907afb127c18a0d74bcc383af9ebc9acbeeeb4da100e160fdacf1fa18d5a81b' },
) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const ConstantListDocument = new TypedDocumentString(
  `
    query ConstantList {
  constants {
    name
    value
    updatedAt
    updatedBy
    usedBy {
      id
      name
    }
  }
}
    `,
  { hash: 'sha256:9531f5f16502da2469575160fcc83a2f92c0e2c3e08137280e519f337c410368' },
) as unknown as TypedDocumentString<ConstantListQuery, ConstantListQueryVariables>;
export const SetConstantDocument = new TypedDocumentString(
  `
    mutation SetConstant($input: SetConstantInput!) {
  setConstant(input: $input) {
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:49046b9443cd22971892349eb5ed58cd4b2b7d2e2fe3f7cb478e1118260d3d4e' },
) as unknown as TypedDocumentString<SetConstantMutation, SetConstantMutationVariables>;
export const DeleteConstantDocument = new TypedDocumentString(
  `
    mutation DeleteConstant($name: String!) {
  deleteConstant(input: {name: $name}) {
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:e65df67cdec3def907b095a3db5b67bf80833b6cd593b1fd825b7358161566d7' },
) as unknown as TypedDocumentString<DeleteConstantMutation, DeleteConstantMutationVariables>;
export const PaletteSearchDocument = new TypedDocumentString(
  `
    query PaletteSearch {
  actions(first: 100) {
    nodes {
      id
      name
    }
  }
  agents(first: 100) {
    nodes {
      agentId
      name
    }
  }
}
    `,
  { hash: 'sha256:c38cc974c44a2780da9f68a29f405c548fa4537a6d18627d7e8360d5c242bc61' },
) as unknown as TypedDocumentString<PaletteSearchQuery, PaletteSearchQueryVariables>;
export const ActionOverviewDocument = new TypedDocumentString(
  `
    query ActionOverview($id: ID!) {
  action(id: $id) {
    ...ActionRow
    createdAt
    archivedAt
    liveVersion {
      number
      note
      publishedAt
      publishedBy
      liveOn {
        executors
        seen
      }
    }
    draft {
      revision
      savedAt
      savedBy
      changedSinceLive
      basedOn
      problems {
        code
        severity
        message
        nodeKey
      }
      authors {
        name
        saves
      }
    }
  }
}
    fragment ActionRow on Action {
  id
  name
  description
  status
  enabled
  createdBy
  agents {
    agentId
    name
  }
  hears {
    event
    outcomes
    words
  }
  liveVersion {
    number
    publishedAt
    publishedBy
  }
  draft {
    revision
    changedSinceLive
    savedBy
    savedAt
  }
}`,
  { hash: 'sha256:b8c3f76190417a70fd43f09b2c6f83a970686ef3ee9b8551c87dfdf074fffd91' },
) as unknown as TypedDocumentString<ActionOverviewQuery, ActionOverviewQueryVariables>;
export const OverviewRunsDocument = new TypedDocumentString(
  `
    query OverviewRuns($filter: RunFilter!) {
  runs(first: 20, filter: $filter) {
    nodes {
      id
      status
      openedAt
      startedAt
      endedAt
      version {
        number
      }
    }
  }
}
    `,
  { hash: 'sha256:a68a06a272479c3e8280fba40419d8a68f5f0b87ed4a362268db73225bab499f' },
) as unknown as TypedDocumentString<OverviewRunsQuery, OverviewRunsQueryVariables>;
export const ActionVersionsDocument = new TypedDocumentString(
  `
    query ActionVersions($id: ID!, $first: Int!, $after: String) {
  action(id: $id) {
    id
    name
    draft {
      revision
      changedSinceLive
    }
    versions(first: $first, after: $after) {
      totalCount
      nodes {
        number
        note
        publishedAt
        publishedBy
        isLive
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
}
    `,
  { hash: 'sha256:9f42f23f7c5723346ecdc354b8cfec4ec853d23fbc1291617871bba5d75bebc3' },
) as unknown as TypedDocumentString<ActionVersionsQuery, ActionVersionsQueryVariables>;
export const OneVersionDocument = new TypedDocumentString(
  `
    query OneVersion($id: ID!, $number: Int!) {
  action(id: $id) {
    id
    name
  }
  actionVersion(actionId: $id, number: $number) {
    number
    note
    publishedAt
    publishedBy
    isLive
    flow
  }
}
    `,
  { hash: 'sha256:c4af87f089aa82502200485bd00ab068001f2469803041428ae702aa68df1e3c' },
) as unknown as TypedDocumentString<OneVersionQuery, OneVersionQueryVariables>;
export const DraftToCompareDocument = new TypedDocumentString(
  `
    query DraftToCompare($id: ID!) {
  action(id: $id) {
    id
    name
    draft {
      flow
    }
    versions(first: 100) {
      nodes {
        number
      }
    }
  }
}
    `,
  { hash: 'sha256:7c9de165db09807ff5b186f007fbabad6ee39a57e7b66003868446467808545f' },
) as unknown as TypedDocumentString<DraftToCompareQuery, DraftToCompareQueryVariables>;
export const VersionToCompareDocument = new TypedDocumentString(
  `
    query VersionToCompare($id: ID!, $number: Int!) {
  actionVersion(actionId: $id, number: $number) {
    number
    flow
  }
}
    `,
  { hash: 'sha256:c663b7f8f330fb543ba3069b5635f2e8e2e68e786e80ac3f13a2295b0f4188e8' },
) as unknown as TypedDocumentString<VersionToCompareQuery, VersionToCompareQueryVariables>;
export const MakeVersionLiveDocument = new TypedDocumentString(
  `
    mutation MakeVersionLive($actionId: ID!, $number: Int!) {
  makeVersionLive(input: {actionId: $actionId, number: $number}) {
    version {
      number
      liveOn {
        executors
        seen
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:8d22b854366ffd9cdc73d6721995e4b31b7a7cd81d648a2f4f0f97e6c64a706b' },
) as unknown as TypedDocumentString<MakeVersionLiveMutation, MakeVersionLiveMutationVariables>;
export const UseAsDraftDocument = new TypedDocumentString(
  `
    mutation UseAsDraft($input: DiscardDraftInput!) {
  discardDraft(input: $input) {
    action {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `,
  { hash: 'sha256:2360ea359626097f0301feccda5a6c0bf685577d050eb3904933312ace5ee6ff' },
) as unknown as TypedDocumentString<UseAsDraftMutation, UseAsDraftMutationVariables>;
export const ActionActivityOverTimeDocument = new TypedDocumentString(
  `
    query ActionActivityOverTime($actionId: ID!, $from: DateTime!, $to: DateTime!, $parts: Int!) {
  activity(actionId: $actionId, from: $from, to: $to, parts: $parts) {
    ...RunActivity
    failingSteps(first: 5) {
      ...FailingStepRow
    }
  }
}
    fragment RunActivity on Activity {
  runs {
    ...RunCountsParts
  }
  duration {
    ...PercentileParts
  }
  callToLastWrite {
    ...PercentileParts
  }
  parts {
    from
    runs {
      ...RunCountsParts
    }
    duration {
      ...PercentileParts
    }
    callToLastWrite {
      ...PercentileParts
    }
  }
}
fragment RunCountsParts on RunCounts {
  total
  succeeded
  failed
  cancelled
  inReview
  open
}
fragment PercentileParts on Percentiles {
  p50Ms
  p95Ms
  p99Ms
}
fragment FailingStepRow on FailingStep {
  actionId
  actionName
  nodeKey
  nodeName
  kind
  failed
  lastCause {
    code
    message
  }
  targetOrigin
  lastRunId
}`,
  { hash: 'sha256:a91ff5101c46511515dd4dac654217e55bb638425f4468a04404bb074a1ae714' },
) as unknown as TypedDocumentString<ActionActivityOverTimeQuery, ActionActivityOverTimeQueryVariables>;
