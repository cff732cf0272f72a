import type { GraphQLResolveInfo } from 'graphql';
import { asksFor } from '../../plumbing/graphql/asked-fields.ts';
import { refusedArgument } from '../../problems/graphql/refused-argument.ts';
import { isStorable } from '../../problems/text-rules.ts';
import type { Cursor, Page, PageRequest } from '../page.ts';

export interface PageArguments {
  first?: number | null;
  after?: string | null;
}

export interface Connection<Node> {
  nodes: Node[];
  edges: { cursor: string; node: Node }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount?: number;
}

const DEFAULT_FIRST = 20;
export const MAX_FIRST = 100;

/**
 * `info` tells whether the caller asks how many there are. `isId` says whether a text can be an id of this list: what a cursor holds comes from outside.
 * @throws GraphQLError INVALID, naming the argument
 */
export function pageRequest(
  args: PageArguments,
  isId: (id: string) => boolean,
  info?: GraphQLResolveInfo,
): PageRequest {
  const first = args.first ?? DEFAULT_FIRST;
  if (first < 1 || first > MAX_FIRST) throw refusedArgument('first', `first must be from 1 to ${MAX_FIRST}`);
  const after = args.after == null ? undefined : readCursor(args.after, isId);
  return { first, after, withTotal: info !== undefined && asksFor(info, ['totalCount']) };
}

export function connection<Row, Node>(
  page: Page<Row>,
  request: PageRequest,
  view: { node: (row: Row) => Node; cursor: (row: Row) => Cursor },
): Connection<Node> {
  const nodes = page.rows.map(view.node);
  const cursorOf = (row: Row): string => writeCursor(view.cursor(row));
  const [first, last] = [page.rows.at(0), page.rows.at(-1)];
  return {
    nodes,
    // Few ask for them: they are made when somebody does.
    get edges() {
      return page.rows.map((row, index) => ({ cursor: cursorOf(row), node: nodes[index] as Node }));
    },
    pageInfo: {
      hasNextPage: page.hasMore,
      hasPreviousPage: request.after !== undefined,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
    ...(page.total === undefined ? {} : { totalCount: page.total }),
  };
}

/** base64url of `<milliseconds>:<id>`; opaque to callers, so that it may change. */
function writeCursor(cursor: Cursor): string {
  return Buffer.from(`${cursor.at.getTime()}:${cursor.id}`).toString('base64url');
}

function readCursor(text: string, isId: (id: string) => boolean): Cursor {
  const match = /^(-?\d{1,15}):(.+)$/s.exec(Buffer.from(text, 'base64url').toString());
  const id = match?.[2] ?? '';
  if (match === null || !isStorable(id) || !isId(id)) {
    throw refusedArgument('after', 'after is no cursor of this list: give an endCursor that it answered');
  }
  return { at: new Date(Number(match[1])), id };
}
