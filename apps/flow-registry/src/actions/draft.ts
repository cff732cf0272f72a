import type { Json } from '@aftercall/flow-model';

/** What the author sees and saves. `revision` goes up by one with each save, from 1. */
export interface Draft {
  revision: number;
  flow: Json;
  savedAt: Date;
  savedBy: string;
  /** The version that it was made from; null = from nothing. */
  basedOn: number | null;
  /** Who saved it since the last publish, the latest first. */
  authors: readonly DraftAuthor[];
}

/** A draft without its flow, which is long. */
export type DraftHead = Omit<Draft, 'flow'>;

export interface DraftAuthor {
  name: string;
  saves: number;
  /** When last. */
  savedAt: Date;
}

/** Who does it, and when. */
export interface Doing {
  by: string;
  at: Date;
}

/** A draft that more people have worked on forgets the first of them. */
const MAX_AUTHORS = 50;

/** What a new action holds: a Start that leads nowhere. */
export const emptyFlow = {
  format: 1,
  nodes: [
    { key: 'start', kind: 'start', position: { x: 0, y: 0 }, config: { event: 'call.ended', outcomes: ['completed'] } },
  ],
  edges: [],
};

export function openDraft(flow: Json | undefined, doing: Doing): Draft {
  const authors = flow === undefined ? [] : [{ name: doing.by, saves: 1, savedAt: doing.at }];
  return { revision: 1, flow: flow ?? emptyFlow, savedAt: doing.at, savedBy: doing.by, basedOn: null, authors };
}

export function savedDraft(before: Draft, flow: Json, doing: Doing): Draft {
  return { ...nextDraft(before, flow, doing), authors: withAuthor(before.authors, doing) };
}

/** A version in the place of the draft. The live one is nobody's work; another one is the beginning of somebody's. */
export function draftOfVersion(
  before: Draft,
  version: { number: number; flow: Json; isLive: boolean },
  doing: Doing,
): Draft {
  const authors = version.isLive ? [] : withAuthor([], doing);
  return { ...nextDraft(before, version.flow, doing), basedOn: version.number, authors };
}

/** The draft just after it was published as that version. */
export function publishedDraft(before: Draft, number: number): Draft {
  return { ...before, basedOn: number, authors: [] };
}

function nextDraft(before: Draft, flow: Json, doing: Doing): Draft {
  return { ...before, revision: before.revision + 1, flow, savedAt: doing.at, savedBy: doing.by };
}

function withAuthor(authors: readonly DraftAuthor[], { by, at }: Doing): DraftAuthor[] {
  const saves = (authors.find(({ name }) => name === by)?.saves ?? 0) + 1;
  return [{ name: by, saves, savedAt: at }, ...authors.filter(({ name }) => name !== by)].slice(0, MAX_AUTHORS);
}
