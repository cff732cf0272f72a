/** The topic that call systems publish to unless the operator says otherwise. The key of each record is the call's id. */
export const CALL_EVENT_TOPIC = 'aftercall.call-events.v1';

/** Which workspaces each topic may speak for: their ids, or `all` that exist. */
export type CallTopics = ReadonlyMap<string, 'all' | ReadonlySet<string>>;

/** The map, or what is wrong with its text. */
export type CallTopicsReading = { ok: true; topics: CallTopics } | { ok: false; problem: string };

/** Kafka's own rule for names of topics. */
const TOPIC = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,249}$/;
/** As the registry makes ids of workspaces. */
const WORKSPACE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads the operator's map: `topic=ws1,ws2;other=*`, where `*` stands for every workspace. Spaces around the parts are
 * ignored; an empty text is an empty map.
 */
export function parseCallTopics(text: string): CallTopicsReading {
  const topics = new Map<string, 'all' | ReadonlySet<string>>();
  for (const entry of partsOf(text, ';')) {
    const [topic = '', workspaces = '', ...more] = entry.split('=').map((part) => part.trim());
    if (!TOPIC.test(topic) || more.length > 0) {
      return refused(`has the entry "${entry}", which is not topic=workspace,workspace or topic=*`);
    }
    if (topics.has(topic)) return refused(`names the topic ${topic} twice: join its workspaces by commas`);
    const names = partsOf(workspaces, ',');
    const wrong = names.find((name) => name !== '*' && !WORKSPACE.test(name));
    if (wrong !== undefined) return refused(`names the workspace "${wrong}" for ${topic}, which is no id of one`);
    if (names.length === 0) return refused(`names no workspace for ${topic}: write ${topic}=* for all of them`);
    topics.set(topic, names.includes('*') ? 'all' : new Set(names));
  }
  return { ok: true, topics };
}

function partsOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function refused(problem: string): CallTopicsReading {
  return { ok: false, problem };
}
