import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** The standard introspection query is 14 levels deep, the deepest sensible one of ours 11. */
export const MAX_QUERY_DEPTH = 15;
/** The same field under another name: the cheap way to ask one expensive thing many times. */
export const MAX_ALIASES = 50;
/** What the parser reads before it gives up. */
export const MAX_TOKENS = 10_000;

interface Size {
  depth: number;
  aliases: number;
}

/** Rules that hold besides those of the language, however an operation comes in. */
export const queryRules: readonly ValidationRule[] = [queryLimits];

/** A validation rule: how deep operations are and how many aliases they use, fragments counted wherever they are spread. */
export function queryLimits(context: ValidationContext): ASTVisitor {
  return {
    Document(document) {
      const { depth, aliases } = sizeOf(document);
      if (depth > MAX_QUERY_DEPTH) {
        context.reportError(
          refusal('QUERY_TOO_DEEP', `the query is ${depth} levels deep, more than ${MAX_QUERY_DEPTH}: divide it`),
        );
      }
      if (aliases > MAX_ALIASES) {
        context.reportError(refusal('TOO_MANY_ALIASES', `the query uses more than ${MAX_ALIASES} aliases: divide it`));
      }
    },
  };
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

function sizeOf(document: DocumentNode): Size {
  const measure = new Measure(document);
  const sizes = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [measure.of(definition.selectionSet)] : [],
  );
  return { depth: Math.max(0, ...sizes.map((size) => size.depth)), aliases: sum(sizes.map((size) => size.aliases)) };
}

/** Measures each fragment once: spread ten times in a fragment that is spread ten times, it is still one walk. */
class Measure {
  private readonly fragments: ReadonlyMap<string, SelectionSetNode>;
  private readonly measured = new Map<string, Size>();
  private readonly open = new Set<string>();

  constructor(document: DocumentNode) {
    this.fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition.selectionSet] as const] : [],
      ),
    );
  }

  of(selections: SelectionSetNode | undefined): Size {
    const sizes = (selections?.selections ?? []).map((selection): Size => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value);
      const inside = this.of(selection.selectionSet);
      if (selection.kind === Kind.INLINE_FRAGMENT) return inside;
      return { depth: inside.depth + 1, aliases: inside.aliases + (selection.alias === undefined ? 0 : 1) };
    });
    return { depth: Math.max(0, ...sizes.map((size) => size.depth)), aliases: sum(sizes.map((size) => size.aliases)) };
  }

  /** A fragment inside itself is another rule's to refuse; here it only must not loop. */
  private ofFragment(name: string): Size {
    const known = this.measured.get(name);
    if (known !== undefined) return known;
    if (this.open.has(name)) return { depth: 0, aliases: 0 };
    this.open.add(name);
    const size = this.of(this.fragments.get(name));
    this.open.delete(name);
    this.measured.set(name, size);
    return size;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
