/**
 * A select behind the scope that row-level security asks for, as one statement and so one round trip. `scope` is the
 * placeholder of the workspace's id.
 *
 * The lateral join names the scope, and `offset 0` keeps the planner from merging the two, so that PostgreSQL sets the scope
 * before it looks at the first row; in any other order row-level security would show nothing, not too much. With one row of
 * scope the select's own order stays. Standing in `from`, the select cannot change anything.
 */
export function scopedSelect(select: string, scope: `$${number}`): string {
  return `with scope as materialized (select set_config('aftercall.workspace', ${scope}, true) as workspace)
    select found.* from scope cross join lateral (
      select own.* from (${select}) as own where scope.workspace is not null offset 0
    ) as found`;
}
