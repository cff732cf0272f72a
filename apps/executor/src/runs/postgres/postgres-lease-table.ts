import type { LedgerDatabase } from '../../plumbing/postgres/connection.ts';
import type { LeaseTable } from '../lease-table.ts';
import type { Owner } from '../run-ledger.ts';

/** Each process has an id of its own, so rows of those that ended would pile up; one that still owns runs is kept. */
const BEGIN = `
  with forgotten as (
    delete from ledger.worker w where expires_at < now() - interval '1 day' and worker_id <> $1
      and not exists (select from ledger.run r where r.worker_id = w.worker_id and r.ended_at is null)
  )
  insert into ledger.worker as held (worker_id, epoch, host, expires_at)
  values ($1, 1, $2, now() + $3 * interval '1 millisecond')
  on conflict (worker_id) do update
  set epoch = held.epoch + 1, host = excluded.host, renewed_at = now(), expires_at = excluded.expires_at
  returning epoch`;

const RENEW = `
  update ledger.worker set renewed_at = now(), expires_at = now() + $3 * interval '1 millisecond'
  where worker_id = $1 and epoch = $2 and expires_at > now()
  returning epoch`;

const GIVE_UP =
  'update ledger.worker set expires_at = now() where worker_id = $1 and epoch = $2 and expires_at > now()';

/** {@link LeaseTable} in `ledger.worker`: one row per process, renewed without any lock on the runs. */
export class PostgresLeaseTable implements LeaseTable {
  readonly #database: LedgerDatabase;
  readonly #host: string;

  /** `host` is for people who ask which machine a worker is on. */
  constructor(database: LedgerDatabase, host: string) {
    this.#database = database;
    this.#host = host;
  }

  async begin(workerId: string, leaseMs: number): Promise<Owner> {
    const [row] = await this.#database.query<{ epoch: string }>(BEGIN, [workerId, this.#host, leaseMs]);
    return { workerId, epoch: Number(row?.epoch) };
  }

  async renew({ workerId, epoch }: Owner, leaseMs: number): Promise<boolean> {
    const renewed = await this.#database.query(RENEW, [workerId, epoch, leaseMs], 'renew-lease');
    return renewed.length > 0;
  }

  async giveUp({ workerId, epoch }: Owner): Promise<void> {
    await this.#database.query(GIVE_UP, [workerId, epoch]);
  }
}
