import { parseFlowDocument, type FlowDocument, type Surroundings } from '@aftercall/flow-model';
import { callEventSchemas } from '@aftercall/wire-format/call-event-schemas';
import { ask } from '../../registry-client/ask.ts';
import {
  BuilderActionDocument,
  type BuilderActionQuery,
  type DraftFieldsFragment,
} from '../../registry-client/generated/graphql.ts';
import { RegistryError } from '../../registry-client/registry-error.ts';
import { withPlaces } from '../edit/with-places.ts';
import type { LocalDrafts, SavedDraft } from '../saving/draft-server.ts';
import { openDraft, type OpenedDraft } from '../saving/recover-draft.ts';

type AnsweredAction = NonNullable<BuilderActionQuery['action']>;

/** The action whose flow is built, as the registry told it. */
export interface BuilderAction {
  readonly id: string;
  readonly name: string;
  readonly isArchived: boolean;
  readonly agents: AnsweredAction['agents'];
  readonly draft: SavedDraft;
  /** About the draft, but for its flow. */
  readonly draftFacts: DraftFieldsFragment;
  readonly live:
    (Omit<NonNullable<AnsweredAction['liveVersion']>, 'flow'> & { readonly flow: FlowDocument }) | undefined;
  readonly constants: BuilderActionQuery['constants'];
}

/** What the builder opens with. */
export interface OpenedAction {
  readonly action: BuilderAction;
  readonly opened: OpenedDraft;
}

/**
 * Reads an action for building; undefined when there is none of that id.
 * @throws RegistryError when the registry does not answer, or answers with a flow that this release cannot read
 */
export async function openAction(id: string, local: LocalDrafts, signal: AbortSignal): Promise<OpenedAction | null> {
  const action = refreshedAction(await ask({ document: BuilderActionDocument, variables: { id }, signal }));
  if (action === undefined) return null;
  return { action, opened: openDraft(action.draft, await local.find(id)) };
}

/** An action as it was just read; undefined when there is none. */
export function refreshedAction({ action, constants }: BuilderActionQuery): BuilderAction | undefined {
  if (action === null) return undefined;
  const { id, name, agents, draft, liveVersion, archivedAt } = action;
  return {
    id,
    name,
    isArchived: archivedAt !== null,
    agents,
    draft: savedDraft(draft),
    draftFacts: draft,
    live: liveVersion ? { ...liveVersion, flow: readFlow(liveVersion.flow) } : undefined,
    constants,
  };
}

/** A draft as the registry tells it, its flow read and every step with a place. */
export function savedDraft({ revision, savedAt, savedBy, flow }: DraftFieldsFragment): SavedDraft {
  return { revision, savedBy, savedAt: new Date(savedAt), flow: withPlaces(readFlow(flow)) };
}

/** What the flow of this action may name; profiles are left out while they are not known. */
export function surroundingsOf(action: BuilderAction, authProfiles: readonly string[] | undefined): Surroundings {
  return {
    constants: action.constants.map(({ name }) => name),
    endNodes: action.agents.map(({ agentId, endNodes }) => ({ agentId, ids: endNodes.map(({ id }) => id) })),
    eventSchemas: callEventSchemas,
    ...(authProfiles === undefined ? {} : { authProfiles }),
  };
}

function readFlow(document: unknown): FlowDocument {
  const parsed = parseFlowDocument(document);
  if (parsed.ok) return parsed.flow;
  const [finding] = parsed.findings;
  throw new RegistryError({
    code: 'FLOW_UNREADABLE',
    message: `This release of the Studio cannot read the flow: ${finding?.message ?? 'it does not fit the format'}`,
    status: 200,
  });
}
