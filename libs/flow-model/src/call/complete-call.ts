import { isJsonObject, ownMember, type JsonObject } from '../document/json.ts';

/** What an analysis adds to what the end of the call said; everything else stays as the end had it. */
const ANALYSED = ['summary', 'disposition', 'sentiment', 'transcript', 'analysis'] as const;

/** A call's data from its end and its analysis. What the analysis leaves out, or has as null, it does not take away. */
export function completeCall(ended: JsonObject, analyzed: JsonObject): JsonObject {
  const added = ANALYSED.flatMap((name) => {
    const value = ownMember(analyzed, name);
    return value === null ? [] : [[name, value] as const];
  });
  const [before, after] = [ownMember(ended, 'variables'), ownMember(analyzed, 'variables')];
  const variables = { ...(isJsonObject(before) ? before : {}), ...(isJsonObject(after) ? after : {}) };
  return { ...analyzed, ...ended, ...Object.fromEntries(added), variables };
}
