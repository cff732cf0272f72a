import type { Clock } from '@aftercall/service-runtime';
import {
  createSourceEventStream,
  execute,
  getOperationAST,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
  type FormattedExecutionResult,
} from 'graphql';
import { loadersFor } from './batch-loaders.ts';
import type { RequestContext } from './request-context.ts';
import { rowsOf, SharedRows } from './shared-rows.ts';
import { Subscriber, type Deliver } from './subscriber.ts';
import { Turns } from './turns.ts';

/**
 * Subscriptions whose payloads are the same whenever one has begun. One that begins with a state of its own, as `runUpdated`
 * does, cannot be joined later.
 */
const SHARED_FIELDS: ReadonlySet<string> = new Set(['runsChanged']);

/** What operations over a socket are given besides. */
export interface SubscriptionContext extends RequestContext {
  deliver: Deliver;
}

type Source = AsyncIterable<unknown> & { return?: () => Promise<unknown> };
type Show = (result: ExecutionResult) => FormattedExecutionResult;

/**
 * Subscriptions that ask the same, for the same workspace and role, are executed and written out once, and sent to each: two
 * hundred open lists cost one query, one execution and one text per change. Those that differ by their filter share the rows.
 */
export class SharedSubscriptions {
  private readonly groups = new Map<string, Promise<Group | ExecutionResult>>();
  private readonly turns: Turns;
  private readonly rows: SharedRows;

  constructor(
    private readonly show: Show,
    clock: Clock,
  ) {
    this.turns = new Turns(clock);
    this.rows = new SharedRows(show);
  }

  /** What `subscribe` of graphql-js does, but that payloads go to `deliver` of the context, and the iterator only ends. */
  readonly subscribe = async (args: ExecutionArgs): Promise<Subscriber | ExecutionResult> => {
    const group = await (isShared(args) ? this.openShared(args) : this.open(args, () => undefined));
    if (!(group instanceof Group)) return group;
    // One that ended while this one joined it brings nothing any more.
    return group.join((args.contextValue as SubscriptionContext).deliver) ?? this.subscribe(args);
  };

  private openShared(args: ExecutionArgs): Promise<Group | ExecutionResult> {
    const key = keyOf(args);
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const opening = this.open(args, () => this.groups.delete(key));
    this.groups.set(key, opening);
    return opening;
  }

  private async open(args: ExecutionArgs, onEnd: () => void): Promise<Group | ExecutionResult> {
    try {
      const source = await createSourceEventStream(args);
      if (Symbol.asyncIterator in source) return new Group(source, (payload) => this.write(args, payload), onEnd);
      onEnd();
      return source;
    } catch (error) {
      onEnd();
      throw error;
    }
  }

  private write(args: ExecutionArgs, payload: unknown): Promise<Buffer> {
    return this.turns.take(async () => {
      const context = { ...(args.contextValue as RequestContext), loaders: loadersFor(payload) };
      const rows = rowsOf(payload);
      if (rows !== undefined) return Buffer.from(await this.rows.write({ args, context }, rows));
      const result = await execute({ ...args, rootValue: payload, contextValue: context });
      return Buffer.from(JSON.stringify(this.show(result)));
    });
  }
}

function isShared({ document, operationName }: ExecutionArgs): boolean {
  const [selection] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  return selection?.kind === Kind.FIELD && SHARED_FIELDS.has(selection.name.value);
}

/** Everything that decides over what is answered; who asks matters by workspace and role alone. */
function keyOf({ document, operationName, variableValues, contextValue }: ExecutionArgs): string {
  const { workspace, role, isOfInstallation } = (contextValue as RequestContext).caller;
  const text = document.loc?.source.body;
  return JSON.stringify([workspace, role, isOfInstallation, text, operationName, variableValues]);
}

/** Those who ask the same, and the one source that they share. */
class Group {
  private readonly members = new Set<Subscriber>();
  private isOver = false;

  constructor(
    private readonly source: Source,
    private readonly write: (payload: unknown) => Promise<Buffer>,
    private readonly onEnd: () => void,
  ) {}

  /** `undefined`: it has ended. */
  join(deliver: Deliver): Subscriber | undefined {
    if (this.isOver) return undefined;
    const isFirst = this.members.size === 0;
    const member = new Subscriber(deliver, (ended) => {
      this.members.delete(ended);
      if (this.members.size === 0) this.end();
    });
    this.members.add(member);
    if (isFirst) void this.pump();
    return member;
  }

  private async pump(): Promise<void> {
    let failure: unknown;
    try {
      for await (const payload of this.source) {
        const text = await this.write(payload);
        for (const member of [...this.members]) member.put(text);
      }
    } catch (error) {
      failure = error;
    }
    this.end();
    for (const member of [...this.members]) member.finish(failure);
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.onEnd();
    void this.source.return?.();
  }
}
