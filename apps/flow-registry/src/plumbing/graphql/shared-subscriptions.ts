import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import type { RequestContext } from './request-context.ts';

/** Results that wait for one subscriber while it reads slowly; then it is told to begin anew. */
const MAX_WAITING = 16;

type Results = AsyncGenerator<ExecutionResult, undefined>;
type Source = AsyncIterable<unknown> & { return?: () => Promise<unknown> };

/**
 * Subscriptions whose payloads are the same whenever one has begun. One that begins with a state of its own, as `runUpdated`
 * does, cannot be joined later.
 */
const SHARED_FIELDS: ReadonlySet<string> = new Set(['runsChanged']);

/**
 * Subscriptions that ask the same, for the same workspace and role, are executed once and their results sent to each: two
 * hundred open lists cost one query and one execution per change.
 */
export class SharedSubscriptions {
  private readonly groups = new Map<string, Promise<Group | ExecutionResult>>();

  /** What `subscribe` of graphql-js does. */
  readonly subscribe = async (args: ExecutionArgs): Promise<Results | ExecutionResult> => {
    const group = await (isShared(args) ? this.openShared(args) : open(args, () => undefined));
    if (!(group instanceof Group)) return group;
    // One that ended while this one joined it brings nothing any more.
    return group.join() ?? this.subscribe(args);
  };

  private openShared(args: ExecutionArgs): Promise<Group | ExecutionResult> {
    const key = keyOf(args);
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const opening = open(args, () => this.groups.delete(key));
    this.groups.set(key, opening);
    return opening;
  }
}

async function open(args: ExecutionArgs, onEnd: () => void): Promise<Group | ExecutionResult> {
  try {
    const source = await createSourceEventStream(args);
    if (Symbol.asyncIterator in source) return new Group(source, args, onEnd);
    onEnd();
    return source;
  } catch (error) {
    onEnd();
    throw error;
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

class Group {
  private readonly members = new Set<Member>();
  private isOver = false;

  constructor(
    private readonly source: Source,
    private readonly args: ExecutionArgs,
    private readonly onEnd: () => void,
  ) {}

  /** `undefined`: it has ended. */
  join(): Results | undefined {
    if (this.isOver) return undefined;
    const isFirst = this.members.size === 0;
    const member = new Member((ended) => {
      this.members.delete(ended);
      if (this.members.size === 0) this.end();
    });
    this.members.add(member);
    if (isFirst) void this.pump();
    return member;
  }

  private async pump(): Promise<void> {
    try {
      for await (const rootValue of this.source) {
        // What was loaded for the last change must not answer for this one.
        const contextValue = { ...(this.args.contextValue as RequestContext), loaders: new Map() };
        const result = await execute({ ...this.args, rootValue, contextValue });
        for (const member of [...this.members]) member.put(result);
      }
      for (const member of [...this.members]) member.finish();
    } catch (error) {
      for (const member of [...this.members]) member.finish(error);
    } finally {
      this.end();
    }
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.onEnd();
    void this.source.return?.();
  }
}

/** One subscriber's place in a group. */
class Member implements Results {
  private waiting: ExecutionResult[] = [];
  private ending: { error?: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly onEnd: (member: Member) => void) {}

  put(result: ExecutionResult): void {
    if (this.waiting.length >= MAX_WAITING) {
      this.waiting = [];
      this.finish(tooSlow());
      this.onEnd(this);
      return;
    }
    this.waiting.push(result);
    this.wake?.();
  }

  finish(error?: unknown): void {
    this.ending ??= error === undefined ? {} : { error };
    this.wake?.();
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    while (this.waiting.length === 0 && this.ending === undefined) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const value = this.waiting.shift();
    if (value !== undefined) return { done: false, value };
    const error = this.ending?.error;
    if (this.ending !== undefined) this.ending = {};
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- it goes on as it came
    if (error !== undefined) throw error;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    this.waiting = [];
    this.finish();
    this.onEnd(this);
    return Promise.resolve({ done: true, value: undefined });
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult, undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

function tooSlow(): GraphQLError {
  return new GraphQLError('this subscriber reads too slowly: subscribe again and read the list', {
    extensions: { code: 'TOO_SLOW' },
  });
}
