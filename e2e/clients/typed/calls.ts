// The calls of the README by a client whose types were generated from the registry. Prints what came of them as JSON.
import { graphql } from './generated/gql.js';
import type { TypedDocumentString } from './generated/graphql.js';

const { GRAPHQL_URL = '', INTAKE_URL = '', TARGET_URL = '', TOKEN = '' } = process.env;
const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
const callId = `c-typed-${process.pid}`;

async function ask<Result, Variables>(
  query: TypedDocumentString<Result, Variables>,
  ...[variables]: Variables extends Record<string, never> ? [] : [Variables]
): Promise<Result> {
  const body = JSON.stringify({ query: query.toString(), variables });
  const answer = await fetch(GRAPHQL_URL, { method: 'POST', headers, body });
  const { data, errors } = (await answer.json()) as { data: Result; errors?: unknown[] };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

function expectNone(userErrors: readonly { code: string; message: string }[]): void {
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
}

const RegisterAgent = graphql(`
  mutation RegisterAgent($input: RegisterAgentInput!) {
    registerAgent(input: $input) {
      agent {
        agentId
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
const CreateAction = graphql(`
  mutation CreateAction($input: CreateActionInput!) {
    createAction(input: $input) {
      action {
        id
        draft {
          revision
        }
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
const SaveDraft = graphql(`
  mutation SaveDraft($input: SaveDraftInput!) {
    saveDraft(input: $input) {
      action {
        draft {
          revision
          problems {
            severity
            code
            nodeKey
            message
          }
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);
const PublishVersion = graphql(`
  mutation PublishVersion($input: PublishVersionInput!) {
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
`);
const CallOf = graphql(`
  query CallOf($id: ID!) {
    call(id: $id) {
      outcome
      events {
        type
        disposition
      }
      runs {
        id
        status
        variables
        steps {
          key
          status
          attempts {
            number
            status
            durationMs
            response {
              status
            }
          }
        }
      }
    }
  }
`);

const flow = {
  format: 1,
  nodes: [
    { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: { event: 'call.ended', outcomes: ['completed'] } },
    {
      key: 'create_ticket',
      kind: 'apiRequest',
      name: 'Create ticket',
      config: {
        method: 'POST',
        url: `${TARGET_URL}/tickets`,
        authProfile: 'example-target',
        body: { type: 'json', json: { summary: '{{interaction.SUMMARY}}', call: '{{interaction.CALL_ID}}' } },
        mapping: [{ variable: 'ticketId', path: '$.id', type: 'string', required: true, externalId: true }],
        idempotency: { header: 'Idempotency-Key', honoured: true, inDoubt: 'repeat' },
      },
    },
  ],
  edges: [{ from: 'start', port: 'next', to: 'create_ticket' }],
};

const agentId = `agent-typed-${process.pid}`;
const agent = await ask(RegisterAgent, {
  input: { agentId, name: 'Support', endNodes: [{ id: 'end-resolved', name: 'Resolved' }] },
});
expectNone(agent.registerAgent.userErrors);

const created = await ask(CreateAction, { input: { name: `Typed ${process.pid}`, agentIds: [agentId] } });
expectNone(created.createAction.userErrors);
const action = created.createAction.action;
if (action == null) throw new Error('no action');

const saved = await ask(SaveDraft, { input: { actionId: action.id, expectedRevision: action.draft.revision, flow } });
expectNone(saved.saveDraft.userErrors);
const draft = saved.saveDraft.action?.draft;
if (draft === undefined) throw new Error('no draft');

const published = await ask(PublishVersion, {
  input: { actionId: action.id, expectedRevision: draft.revision, note: 'first' },
});
expectNone(published.publishVersion.userErrors);

const event = {
  specversion: '1.0',
  id: callId,
  source: 'urn:example:call-system',
  type: 'call.ended.v1',
  time: new Date().toISOString(),
  data: { callId, agentId, outcome: 'completed', summary: 'Asked for an invoice copy.' },
};
const sent = await fetch(INTAKE_URL, {
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/cloudevents+json' },
  body: JSON.stringify(event),
});
if (sent.status !== 202) throw new Error(`the door answered ${sent.status}`);

const { call } = await ask(CallOf, { id: callId });
console.log(
  JSON.stringify({
    callId,
    problems: draft.problems.filter(({ severity }) => severity === 'ERROR'),
    version: published.publishVersion.version?.number,
    events: call?.events?.map(({ disposition }) => disposition),
    runs: call?.runs?.length,
  }),
);
