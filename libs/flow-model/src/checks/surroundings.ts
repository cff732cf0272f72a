import type { Json } from '../document/json.ts';

/** An answer that an author pinned to an API Request, beside the draft. */
export interface PinnedSample {
  status: number;
  /** Names in lower case. */
  headers?: Readonly<Record<string, string>>;
  /** Left out = the answer had none. */
  body?: Json;
  /** The request as it was then (`sampledRequest`); left out, nothing is said of its age. */
  request?: Json;
}

/** What a flow may name beside itself. A part left out is not known, and what depends on it stays unchecked. */
export interface Surroundings {
  /** The End Call nodes of each agent that the action is attached to. */
  endNodes?: readonly { agentId: string; ids: readonly string[] }[];
  /** Names of the workspace's auth profiles. */
  authProfiles?: readonly string[];
  /** Names of the workspace's constants (`env.*`). */
  constants?: readonly string[];
  /** Variables that the agents' calls are registered to bring; they count as declared, like those of Start. */
  callVariables?: readonly string[];
  /** JSON Schemas of the `data` of call events, by type (`call.ended`, `call.analyzed`): the types of `interaction.*` follow from them. */
  eventSchemas?: Readonly<Record<string, object>>;
  /** By node key. */
  samples?: Readonly<Record<string, PinnedSample>>;
}

/** The sample of one node, if it has one. */
export function sampleOf({ samples = {} }: Surroundings, nodeKey: string): PinnedSample | undefined {
  return Object.hasOwn(samples, nodeKey) ? samples[nodeKey] : undefined;
}
