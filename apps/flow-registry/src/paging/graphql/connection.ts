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

/** A list that is read in pages. */
export interface List {
  /** A cursor of a list with another name is refused. */
  name: string;
  /** Whether a text can be an id of this list: what a cursor holds comes from outside. */
  isId: (id: string) => boolean;
}

interface ListRequest extends PageRequest {
  list: List;
}

/**
 * `info` tells whether the caller asks how many there are.
 * @throws GraphQLError INVALID, naming the argument
 */
export function pageRequest(args: PageArguments, list: List, info?: GraphQLResolveInfo): ListRequest {
  const first = args.first ?? DEFAULT_FIRST;
  if (first < 1 || first > MAX_FIRST) throw refusedArgument('first', `first must be from 1 to ${MAX_FIRST}`);
  const after = args.after == null ? undefined : readCursor(args.after, list);
  return { first, after, withTotal: info !== undefined && asksFor(info, ['totalCount']), list };
}

export function connection<Row, Node>(
  page: Page<Row>,
  request: ListRequest,
  view: { node: (row: Row) => Node; cursor: (row: Row) => Cursor },
): Connection<Node> {
  const nodes = page.rows.map(view.node);
  const cursorOf = (row: Row): string => writeCursor(request.list, view.cursor(row));
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

/** base64url of `<list> <milliseconds> <id>`; opaque to callers, so that it may change. */
function writeCursor(list: List, cursor: Cursor): string {
  return Buffer.from(`${list.name} ${cursor.at.getTime()} ${cursor.id}`).toString('base64url');
}

/** Rows are younger than 1970, and PostgreSQL knows every year that 15 digits of milliseconds reach. */
function readCursor(text: string, list: List): Cursor {
  const [, name, milliseconds, id = ''] =
    /^(\S+) (\d{1,15}) (.+)$/s.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (name !== list.name || !isStorable(id) || !list.isId(id)) {
    throw refusedArgument('after', 'after is no cursor of this list: give an endCursor that it answered');
  }
  return { at: new Date(Number(milliseconds)), id };
}
