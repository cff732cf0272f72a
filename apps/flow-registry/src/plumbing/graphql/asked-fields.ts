import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * Whether the field that is being resolved is asked for one of these fields, fragments included: what costs a read of its own
 * is then read with it. A field under `@skip` counts as asked for.
 */
export function asksFor(info: GraphQLResolveInfo, names: readonly string[]): boolean {
  return info.fieldNodes.some((node) => isIn(info, node.selectionSet, names));
}

function isIn(
  info: Pick<GraphQLResolveInfo, 'fragments'>,
  selections: SelectionSetNode | undefined,
  names: readonly string[],
): boolean {
  return (selections?.selections ?? []).some((selection) => {
    if (selection.kind === Kind.FIELD) return names.includes(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return isIn(info, selection.selectionSet, names);
    return isIn(info, info.fragments[selection.name.value]?.selectionSet, names);
  });
}
