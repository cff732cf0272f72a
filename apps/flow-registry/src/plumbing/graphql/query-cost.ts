import {
  getNamedType,
  getNullableType,
  GraphQLError,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { MAX_FIRST } from '../../paging/graphql/connection.ts';

/** About what a hundred runs with all steps and attempts cost, twice; a list of fifty runs costs 1,000. */
export const MAX_QUERY_COST = 100_000;
/** How long a list is taken to be that nobody gives a length: the steps of a run, the agents of an action. */
const USUAL_LIST = 5;

type Variables = Readonly<Record<string, unknown>>;

/**
 * Refuses an operation that would answer too many fields. Each field costs 1, and what is inside of a list as often as the
 * list is long: by its `first`, else by a guess.
 * @throws GraphQLError QUERY_TOO_COSTLY
 */
export function refuseTooCostly(
  schema: GraphQLSchema,
  { document, operation }: { document: DocumentNode; operation: OperationDefinitionNode },
  variables: Variables,
): void {
  const cost = new Costs(schema, document, { ...defaultsOf(operation), ...variables }).of(operation);
  if (cost <= MAX_QUERY_COST) return;
  throw new GraphQLError(
    `the query may answer about ${cost} fields, more than ${MAX_QUERY_COST}: ask for fewer items ("first") or fewer fields`,
    { nodes: operation, extensions: { code: 'QUERY_TOO_COSTLY', http: { status: 400, headers: new Map() } } },
  );
}

function defaultsOf(operation: OperationDefinitionNode): Variables {
  const given = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)] as const] : [],
  );
  return Object.fromEntries(given);
}

/** Costs of selections, each reckoned once: a fragment that is spread ten times in one that is spread ten times, too. */
class Costs {
  private readonly known = new Map<SelectionSetNode, number>();
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
  ) {
    this.fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
      ),
    );
  }

  of({ operation, selectionSet }: OperationDefinitionNode): number {
    return this.ofSelections(selectionSet, this.schema.getRootType(operation) ?? undefined);
  }

  private ofSelections(selectionSet: SelectionSetNode, type: GraphQLNamedType | undefined): number {
    const known = this.known.get(selectionSet);
    if (known !== undefined) return known;
    let cost = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) cost += this.ofField(selection, type);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        cost += this.ofSelections(selection.selectionSet, this.typeNamed(selection.typeCondition?.name.value) ?? type);
      else cost += this.ofFragment(this.fragments.get(selection.name.value));
    }
    this.known.set(selectionSet, cost);
    return cost;
  }

  private ofFragment(fragment: FragmentDefinitionNode | undefined): number {
    if (fragment === undefined) return 0;
    return this.ofSelections(fragment.selectionSet, this.typeNamed(fragment.typeCondition.name.value));
  }

  private ofField(node: FieldNode, parent: GraphQLNamedType | undefined): number {
    if (node.selectionSet === undefined) return 1;
    const field = this.fieldOf(node, parent);
    const inside = this.ofSelections(node.selectionSet, field && getNamedType(field.type));
    return 1 + inside * this.timesOf(node, parent, field);
  }

  /** How often the selection of a field is answered. */
  private timesOf(node: FieldNode, parent: GraphQLNamedType | undefined, field: Field | undefined): number {
    const first = field?.args.find((argument) => argument.name === 'first');
    if (first !== undefined) return this.lengthGiven(node) ?? Number(first.defaultValue ?? MAX_FIRST);
    // The connection's own length was counted where its arguments stand.
    if (parent?.name.endsWith('Connection') === true) return 1;
    return field !== undefined && isListType(getNullableType(field.type)) ? USUAL_LIST : 1;
  }

  /** More than a page is refused by whoever reads it. */
  private lengthGiven(node: FieldNode): number | undefined {
    const value = node.arguments?.find((argument) => argument.name.value === 'first')?.value;
    if (value === undefined) return undefined;
    const given = value.kind === Kind.VARIABLE ? this.variables[value.name.value] : 'value' in value ? value.value : 0;
    return given === undefined || given === null ? undefined : Math.min(Math.max(Number(given), 0), MAX_FIRST);
  }

  private fieldOf(node: FieldNode, parent: GraphQLNamedType | undefined): Field | undefined {
    const name = node.name.value;
    if (parent === this.schema.getQueryType()) {
      const asked = [SchemaMetaFieldDef, TypeMetaFieldDef].find((field) => field.name === name);
      if (asked !== undefined) return asked;
    }
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  }

  private typeNamed(name: string | undefined): GraphQLNamedType | undefined {
    const type = name === undefined ? undefined : this.schema.getType(name);
    return isObjectType(type) || isInterfaceType(type) ? type : undefined;
  }
}

type Field = GraphQLField<unknown, unknown>;
