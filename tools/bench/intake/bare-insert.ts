// What the intake is measured against: the same rows, ready in memory, by `INSERT … unnest` into the same tables, in batches of the
// same size and as many at once. No parsing, no judging, no offsets, no repetitions.
import pg from 'pg';

/** Columns of one table, each a list with a value per row. */
interface Table {
  name: string;
  columns: { name: string; type: string }[];
  rows: Record<string, unknown>[];
}

const TABLES = ['ledger.payload', 'ledger.call_event', 'ledger.run'] as const;

/** The rows of each table, by the position of their event. */
export async function readRows(databaseUrl: string): Promise<Table[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables: Table[] = [];
    for (const name of TABLES) {
      const columns = await client.query<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
        [name],
      );
      const { rows } = await client.query<Record<string, unknown>>(`select * from ${name} order by payload_id`);
      tables.push({ name, columns: columns.rows, rows });
    }
    return tables;
  } finally {
    await client.end();
  }
}

/** Empties the tables and puts the same rows back. @returns seconds */
export async function insertRows(
  databaseUrl: string,
  tables: readonly Table[],
  batch: number,
  atOnce: number,
): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: atOnce });
  try {
    for (const { name } of tables) await pool.query(`truncate ${name}`);
    const count = Math.max(...tables.map(({ rows }) => rows.length));
    const batches = Array.from({ length: Math.ceil(count / batch) }, (_, index) =>
      tables.map((table) => ({ text: insertInto(table), values: columnsOf(table, index * batch, batch) })),
    );
    await pool.query('checkpoint');
    const began = performance.now();
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        const client = await pool.connect();
        for (let index = next++; index < batches.length; index = next++) {
          await client.query('begin');
          for (const statement of batches[index] ?? []) await client.query(statement);
          await client.query('commit');
        }
        client.release();
      }),
    );
    return (performance.now() - began) / 1000;
  } finally {
    await pool.end();
  }
}

function insertInto({ name, columns }: Table): string {
  const names = columns.map((column) => `"${column.name}"`).join(', ');
  const lists = columns.map((column, index) => {
    // A list of lists would be unnested as a whole: such a column travels as text.
    return column.type.endsWith('[]') ? `$${index + 1}::text[]` : `$${index + 1}::${column.type}[]`;
  });
  const values = columns.map((column) =>
    column.type.endsWith('[]') ? `"${column.name}"::${column.type}` : `"${column.name}"`,
  );
  return `insert into ${name} (${names}) select ${values.join(', ')} from unnest(${lists.join(', ')}) as rows (${names})`;
}

function columnsOf({ columns, rows }: Table, from: number, count: number): unknown[][] {
  const some = rows.slice(from, from + count);
  return columns.map((column) =>
    some.map((row) => {
      const value = row[column.name];
      if (column.type.endsWith('[]')) return '{}';
      return column.type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
    }),
  );
}
