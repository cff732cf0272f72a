import type { Pool, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';

/** A connection keeps each statement for its life, so only so many are prepared; reads with more shapes go on unprepared. */
const MAX_PREPARED = 50;

/** Selects of few texts, asked often: PostgreSQL parses and plans each once in a connection. */
export class PreparedSelects {
  private readonly names = new Map<string, string>();

  constructor(private readonly source: DataSource) {}

  async select<Row>(text: string, values: unknown[]): Promise<Row[]> {
    const name = this.nameOf(text);
    const { rows } = await this.pool.query<Row & QueryResultRow>({
      text,
      values,
      ...(name === undefined ? {} : { name }),
    });
    return rows;
  }

  /** Of TypeORM's connections; it has no prepared statements of its own. */
  private get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= MAX_PREPARED) return known;
    const name = `select_${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }
}
