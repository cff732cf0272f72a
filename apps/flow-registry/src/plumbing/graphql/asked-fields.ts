import { Kind, type FieldNode, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

type Fragments = Pick<GraphQLResolveInfo, 'fragments'>;

/**
 * Whether the field that is being resolved is asked for one of these fields, fragments included: what costs a read of its own
 * is then read with it. A field under `@skip` counts as asked for. `under` leads to the fields from the one being resolved.
 */
export function asksFor(info: GraphQLResolveInfo, names: readonly string[], under: readonly string[] = []): boolean {
  return under
    .reduce(
      (sets, name) => sets.flatMap((set) => fieldsOf(info, set)).flatMap((node) => setsOf(node, name)),
      info.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    )
    .some((set) => fieldsOf(info, set).some(({ name }) => names.includes(name.value)));
}

function setsOf({ name, selectionSet }: FieldNode, wanted: string): readonly SelectionSetNode[] {
  return name.value === wanted && selectionSet !== undefined ? [selectionSet] : [];
}

/** The fields that are asked of this one, fragments included. */
export function fieldsUnder(fragments: Fragments, { selectionSet }: FieldNode): readonly FieldNode[] {
  return selectionSet === undefined ? [] : fieldsOf(fragments, selectionSet);
}

/** The fields of a selection, those of its fragments among them. Validation has refused fragments inside themselves. */
function fieldsOf(info: Fragments, { selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(info, selection.selectionSet);
    const fragment = info.fragments[selection.name.value];
    return fragment === undefined ? [] : fieldsOf(info, fragment.selectionSet);
  });
}
