import { randomUUID } from 'node:crypto';
import {
  execute,
  getOperationAST,
  Kind,
  visit,
  type ExecutionArgs,
  type ExecutionResult,
  type FieldNode,
  type FormattedExecutionResult,
} from 'graphql';
import { fieldsUnder } from './asked-fields.ts';
import type { RequestContext } from './request-context.ts';

/** Under it a payload of a subscription has its list. */
export const ROWS = Symbol('rows');

/** A list that many are sent in parts: its rows are the same objects in whatever payload they stand. */
export interface Rows<Row extends object> {
  /** The field of the payload that shows them. */
  field: string;
  rows: readonly Row[];
  /** The payload with these in its list. */
  around: (rows: readonly Row[]) => Record<string, unknown>;
}

export function rowsOf(payload: unknown): Rows<object> | undefined {
  return typeof payload === 'object' && payload !== null && ROWS in payload
    ? (payload[ROWS] as Rows<object>)
    : undefined;
}

/** One subscription's operation, and who is told. */
interface Asked {
  args: ExecutionArgs;
  context: RequestContext;
}

/** How a subscription shows rows. */
interface Showing {
  /** The same for all that show a row alike, whatever filter they have. */
  key: string;
  /** Under these names of the answer's root field. */
  root: string;
  names: readonly string[];
}

type Shown = Record<string, unknown>;

/** Stands in the text of an answer where a list belongs; nobody can know it and bring it. */
const HOLE = randomUUID();

/**
 * Writes payloads whose rows other subscriptions show, too. What a row looks like depends on the row and on what is asked of it,
 * not on the filter that let it through: so each row is executed and written once, and each payload is put together of texts.
 */
export class SharedRows {
  private readonly texts = new WeakMap<object, Map<string, Record<string, string>>>();
  private readonly showings = new WeakMap<ExecutionArgs, Showing>();

  constructor(private readonly show: (result: ExecutionResult) => FormattedExecutionResult) {}

  async write({ args, context }: Asked, { field, rows, around }: Rows<object>): Promise<string> {
    const run = async (some: readonly object[]): Promise<ExecutionResult> =>
      execute({ ...args, rootValue: around(some), contextValue: context });
    const showing = this.showingOf(args, context, field);
    if (showing === undefined) return JSON.stringify(this.show(await run(rows)));
    const fresh = rows.filter((row) => this.textsOf(row, showing) === undefined);
    const result = await run(fresh);
    const shown = result.errors === undefined ? (result.data?.[showing.root] as Shown | undefined) : undefined;
    // An error names its row by where it stands in the list.
    if (shown === undefined) return JSON.stringify(this.show(await run(rows)));
    const names = showing.names.filter((name) => Array.isArray(shown[name]));
    for (const [index, row] of fresh.entries()) {
      const textOf = (name: string): string => JSON.stringify((shown[name] as unknown[])[index]);
      this.keep(row, showing, Object.fromEntries(names.map((name) => [name, textOf(name)])));
    }
    return this.fill({ result, shown, names }, rows, showing);
  }

  private fill(
    { result, shown, names }: { result: ExecutionResult; shown: Shown; names: readonly string[] },
    rows: readonly object[],
    showing: Showing,
  ): string {
    const holes = Object.fromEntries(names.map((name) => [name, `${HOLE} ${name}`]));
    const data = { ...result.data, [showing.root]: { ...shown, ...holes } };
    const list = (name: string): string => rows.map((row) => this.textsOf(row, showing)?.[name] ?? 'null').join(',');
    return names.reduce(
      (text, name) => text.replace(`"${HOLE} ${name}"`, () => `[${list(name)}]`),
      JSON.stringify(this.show({ ...result, data })),
    );
  }

  private textsOf(row: object, { key }: Showing): Record<string, string> | undefined {
    return this.texts.get(row)?.get(key);
  }

  private keep(row: object, { key }: Showing, written: Record<string, string>): void {
    const texts = this.texts.get(row) ?? new Map<string, Record<string, string>>();
    this.texts.set(row, texts.set(key, written));
  }

  private showingOf(args: ExecutionArgs, context: RequestContext, field: string): Showing | undefined {
    const known = this.showings.get(args);
    if (known !== undefined) return known;
    const showing = readShowing(args, context, field);
    if (showing !== undefined) this.showings.set(args, showing);
    return showing;
  }
}

/** Undefined for an operation whose root field stands in a fragment: nobody has a reason to write that. */
function readShowing(
  { document, operationName, variableValues }: ExecutionArgs,
  { caller }: RequestContext,
  field: string,
) {
  const operation = getOperationAST(document, operationName);
  const [selection] = operation?.selectionSet.selections ?? [];
  if (selection?.kind !== Kind.FIELD) return undefined;
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const used = new Set<string>();
  for (const node of [...(selection.selectionSet === undefined ? [] : [selection.selectionSet]), ...fragments])
    visit(node, { Variable: ({ name }) => void used.add(name.value) });
  const values = Object.entries(variableValues ?? {}).filter(([name]) => used.has(name));
  const { workspace, role, isOfInstallation } = caller;
  const text = document.loc?.source.body;
  const byName = Object.fromEntries(fragments.map((one) => [one.name.value, one]));
  const named = fieldsUnder({ fragments: byName }, selection).filter(({ name }) => name.value === field);
  return {
    key: JSON.stringify([workspace, role, isOfInstallation, text, operationName, values]),
    root: responseName(selection),
    names: [...new Set(named.map(responseName))],
  };
}

function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
