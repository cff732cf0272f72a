import { isJsonObject, type Json, type JsonObject } from '@aftercall/flow-model';
import { membersOf, type JsonWay } from './json-rows.ts';

/** A list of objects, as rows and columns. */
export interface JsonTable {
  /** Where in the answer the list stands. */
  readonly way: JsonWay;
  readonly columns: readonly string[];
  readonly rows: readonly JsonObject[];
}

const DEEPEST = 3;
const MOST_COLUMNS = 40;
/** Columns are taken from so many rows. */
const LOOKED_AT = 200;

/** The first list of objects in an answer, from the outside inwards; undefined when there is none. */
export function findTable(value: Json): JsonTable | undefined {
  let level: [JsonWay, Json][] = [[[], value]];
  for (let depth = 0; depth <= DEEPEST; depth += 1) {
    for (const [way, at] of level) {
      if (Array.isArray(at) && at.length > 0 && at.every(isJsonObject)) return tableOf(way, at);
    }
    level = level.flatMap(([way, at]) => (isJsonObject(at) ? withMembers(way, at) : []));
  }
  return undefined;
}

function withMembers(way: JsonWay, value: JsonObject): [JsonWay, Json][] {
  return membersOf(value).map(([step, member]) => [[...way, step], member]);
}

function tableOf(way: JsonWay, rows: readonly JsonObject[]): JsonTable {
  const columns = new Set(rows.slice(0, LOOKED_AT).flatMap((row) => Object.keys(row)));
  return { way, columns: [...columns].slice(0, MOST_COLUMNS), rows };
}
