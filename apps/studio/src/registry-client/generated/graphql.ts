/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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
};

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
    id: string;
    status: RunStatus;
    openedAt: string;
    startedAt: string | null;
    endedAt: string | null;
    externalIds: Array<string>;
    version: { number: number; flow: unknown; note: string; publishedAt: string } | null;
    call: { id: string; agentId: string; outcome: string | null };
    steps: Array<{
      key: string;
      name: string;
      kind: StepKind;
      status: StepStatus;
      port: string | null;
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

export type ViewerQueryVariables = Exact<{ [key: string]: never }>;

export type ViewerQuery = {
  viewer: { name: string; role: Role; isOfInstallation: boolean; workspace: { id: string; name: string } };
};

export type WorkspacesQueryVariables = Exact<{ [key: string]: never }>;

export type WorkspacesQuery = { workspaces: { nodes: Array<{ id: string; name: string }> } };

export type PaletteSearchQueryVariables = Exact<{ [key: string]: never }>;

export type PaletteSearchQuery = {
  actions: { nodes: Array<{ id: string; name: string }> };
  agents: { nodes: Array<{ agentId: string; name: string }> };
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
export const RunsDocument = new TypedDocumentString(`
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
}`) as unknown as TypedDocumentString<RunsQuery, RunsQueryVariables>;
export const RunDocument = new TypedDocumentString(`
    query Run($id: ID!) {
  run(id: $id) {
    ...RunRow
    variables
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
}`) as unknown as TypedDocumentString<RunQuery, RunQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
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
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const WorkspacesDocument = new TypedDocumentString(`
    query Workspaces {
  workspaces(first: 100) {
    nodes {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<WorkspacesQuery, WorkspacesQueryVariables>;
export const PaletteSearchDocument = new TypedDocumentString(`
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
    `) as unknown as TypedDocumentString<PaletteSearchQuery, PaletteSearchQueryVariables>;
