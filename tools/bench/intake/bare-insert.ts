// What the intake is measured against: the same rows, ready in memory, by `INSERT … unnest` into the same tables, in batches of the
// the size and as many at once as suit it best here. No parsing, no judging, no offsets, no repetitions. Prepared statements, and a
// first fifth that is not counted, as with the executor.
import pg from 'pg';

interface Column {
  name: string;
  type: string;
}

/** Rows of one table. */
export interface Table {
  name: string;
  columns: Column[];
  rows: Record<string, unknown>[];
}

interface Insert {
  name: string;
  text: string;
  values: unknown[];
}

/** How many rows of each table a transaction holds, how many of those are under way at once, and how bodies travel. */
export interface Load {
  batch: number;
  atOnce: number;
  /** `list`: like every other column; `one value`: as the executor sends them, which is no plain `unnest` any more. */
  bodies: 'list' | 'one value';
}

const TABLES = ['ledger.payload', 'ledger.call_event', 'ledger.run'] as const;
/** Of all rows, the share that warms things up. */
const WARM_SHARE = 0.2;

/** The rows of each table, by the position of their event. */
export async function readRows(databaseUrl: string): Promise<Table[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const tables: Table[] = [];
    for (const name of TABLES) {
      const columns = await client.query<Column>(
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

/** Empties the tables. */
export async function emptyTables(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const name of TABLES) await client.query(`truncate ${name}`);
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

/** Puts the same rows into the tables, which are empty. @returns rows of the first table per second */
export async function insertRows(databaseUrl: string, tables: readonly Table[], load: Load): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: load.atOnce });
  try {
    const count = tables[0]?.rows.length ?? 0;
    const batches = Array.from({ length: Math.ceil(count / load.batch) }, (_, index) =>
      tables.map((table) => insertOf(table, index * load.batch, load)),
    );
    const warmBatches = Math.ceil(batches.length * WARM_SHARE);
    const run = (from: number, to: number): Promise<void> => insertAll(pool, batches.slice(from, to), load.atOnce);
    await run(0, warmBatches);
    const began = performance.now();
    await run(warmBatches, batches.length);
    return (count - warmBatches * load.batch) / ((performance.now() - began) / 1000);
  } finally {
    await pool.end();
  }
}

async function insertAll(pool: pg.Pool, batches: readonly Insert[][], atOnce: number): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    const client = await pool.connect();
    for (let index = next++; index < batches.length; index = next++) {
      await client.query('begin');
      for (const insert of batches[index] ?? []) await client.query(insert);
      await client.query('commit');
    }
    client.release();
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

function insertOf({ name, columns, rows }: Table, from: number, load: Load): Insert {
  const some = rows.slice(from, from + load.batch);
  const values: unknown[] = [];
  const add = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const parts = columns.map((column) => partOf(column, some, load, add));
  const lists = parts.flatMap((part) => part.lists);
  const text = `insert into ${name} (${columns.map((column) => quoted(column.name)).join(', ')})
    select ${parts.map((part) => part.value).join(', ')}
    from unnest(${lists.map(({ list }) => list).join(', ')}) as rows (${lists.map((list) => list.name).join(', ')})`;
  return { name: `bare ${name} ${load.bodies}`, text, values };
}

interface Part {
  lists: { name: string; list: string }[];
  value: string;
}

function partOf(
  { name, type }: Column,
  rows: readonly Record<string, unknown>[],
  load: Load,
  add: (value: unknown, type: string) => string,
): Part {
  const own = rows.map((row) => row[name]);
  const column = quoted(name);
  const listed = (values: unknown[], element: string): Part['lists'] => [
    { name: column, list: add(values, `${element}[]`) },
  ];
  if (type === 'bytea' && load.bodies === 'one value') return cutPart(own as Buffer[], add);
  // A list of lists would be unnested as a whole: such a column travels as text.
  if (type.endsWith('[]')) {
    const texts = own.map((value) => (Array.isArray(value) ? `{${value.join(',')}}` : value));
    return { lists: listed(texts, 'text'), value: `${column}::${type}` };
  }
  const values = type === 'jsonb' ? own.map((value) => (value === null ? null : JSON.stringify(value))) : own;
  return { lists: listed(values, type), value: column };
}

/** All bodies as one binary value, cut apart by PostgreSQL. */
function cutPart(bodies: readonly Buffer[], add: (value: unknown, type: string) => string): Part {
  const lengths = bodies.map((body) => body.length);
  let end = 1;
  const firsts = lengths.map((length) => (end += length) - length);
  const whole = add(Buffer.concat(bodies), 'bytea');
  const lists = [
    { name: 'first', list: add(firsts, 'integer[]') },
    { name: 'length', list: add(lengths, 'integer[]') },
  ];
  return { lists, value: `substring(${whole} from first for length)` };
}

function quoted(name: string): string {
  return `"${name}"`;
}
