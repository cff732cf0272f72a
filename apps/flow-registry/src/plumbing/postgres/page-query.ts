import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { pageOf, withTotal, type Page, type PageRequest } from '../../paging/page.ts';

/** Reads one page, newest first, by the columns that its cursor holds (`row.createdAt`, `row.id`). */
export async function readPage<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  columns: { at: string; id: string },
  request: PageRequest,
): Promise<Page<Row>> {
  const all = query.clone();
  if (request.after !== undefined) {
    query.andWhere(`(${columns.at}, ${columns.id}) < (:afterAt, :afterId)`, {
      afterAt: request.after.at,
      afterId: request.after.id,
    });
  }
  const rows = await query
    .orderBy(columns.at, 'DESC')
    .addOrderBy(columns.id, 'DESC')
    .limit(request.first + 1)
    .getMany();
  return withTotal(pageOf(rows, request.first), request, () => all.getCount());
}
