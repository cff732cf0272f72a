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
}
