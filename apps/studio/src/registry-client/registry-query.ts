import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { ask } from './ask.ts';
import type { TypedDocumentString } from './generated/graphql.ts';
import { RegistryError } from './registry-error.ts';
import { chosenWorkspace } from './workspace-choice.ts';

const RETRIES = 2;

/** One cache for the whole Studio: what was read stays on the screen while it is read again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) => failures < RETRIES && error instanceof RegistryError && error.isPassing,
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      // What changes something is never sent twice unasked.
      mutations: { retry: false },
    },
  });
}

/** The begin of every key under which answers to this document are kept, for invalidating them. */
export function keyOf(document: TypedDocumentString<never, never> | { toString(): string }): readonly string[] {
  return ['registry', operationName(document.toString())];
}

/** An operation as react-query wants it: `useQuery(registryQuery(RunsDocument, { first: 20 }))`. */
export function registryQuery<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
) {
  return queryOptions({
    queryKey: [...keyOf(document), variables, chosenWorkspace() ?? null] as const,
    queryFn: ({ signal }) => ask({ document, variables, signal }),
  });
}

function operationName(text: string): string {
  return /(?:query|mutation|subscription)\s+(\w+)/.exec(text)?.[1] ?? text;
}

/** What a connection says about the page that was read. */
interface PageInfo {
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** A connection that is read on and on: `useInfiniteQuery(registryPages(…))`. `pageInfoOf` finds the connection's page info. */
export function registryPages<Result, Variables extends object>(
  document: TypedDocumentString<Result, Variables>,
  variables: Omit<Variables, 'after'>,
  pageInfoOf: (result: Result) => PageInfo | undefined,
) {
  return infiniteQueryOptions({
    queryKey: [...keyOf(document), 'pages', variables, chosenWorkspace() ?? null] as const,
    queryFn: ({ pageParam, signal }) =>
      ask({ document, variables: { ...variables, after: pageParam } as unknown as Variables, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => {
      const info = pageInfoOf(last);
      return info?.hasNextPage === true ? info.endCursor : undefined;
    },
  });
}
