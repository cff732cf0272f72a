import { keyOfAdmission } from '../event-key.ts';
import type { Owner } from '../../runs/run-ledger.ts';
import type { RunOpening } from '../../runs/run-opening.ts';
import type { Admission, IntakeLedger, KeepOutcome } from '../intake-ledger.ts';

/** {@link IntakeLedger} in a map. `failNext` makes the next call throw before anything is kept. */
export class MemoryIntakeLedger implements IntakeLedger {
  readonly kept = new Map<string, { admission: Admission; duplicates: number }>();
  /** Runs that were opened without an owner. */
  readonly parked: string[] = [];
  private failure: Error | undefined;
  private readonly openRun: (opening: RunOpening, owner: Owner | undefined) => void;

  /** @param openRun - puts a run beside its event, where a test has a ledger of runs too */
  constructor(openRun: (opening: RunOpening, owner: Owner | undefined) => void = () => undefined) {
    this.openRun = openRun;
  }

  failNext(failure: Error): void {
    this.failure = failure;
  }

  duplicatesOf(callId: string): number {
    const held = [...this.kept.values()].find(({ admission }) => admission.event.data.callId === callId);
    return held?.duplicates ?? Number.NaN;
  }

  keep(admissions: readonly Admission[], owner: Owner | undefined): Promise<KeepOutcome[]> {
    const { failure } = this;
    this.failure = undefined;
    if (failure !== undefined) return Promise.reject(failure);
    return Promise.resolve(admissions.map((admission) => this.keepOne(admission, owner)));
  }

  private keepOne(admission: Admission, owner: Owner | undefined): KeepOutcome {
    const key = keyOfAdmission(admission);
    const held = this.kept.get(key);
    if (held !== undefined) {
      held.duplicates += 1;
      return 'duplicate';
    }
    this.kept.set(key, { admission, duplicates: 0 });
    for (const opening of admission.openings) this.openRun(opening, owner);
    if (owner === undefined) this.parked.push(...admission.openings.map(({ identity }) => identity.runId));
    return 'new';
  }
}
