import {
  compareFlows,
  describeHearing,
  flowNeeds,
  parseFlowDocument,
  type FlowDocument,
  type FlowNeeds,
  type HearingDescription,
  type Json,
} from '@aftercall/flow-model';

/** Of some thousand flows that people look at in one day; each entry is a few hundred bytes. */
const MAX_REMEMBERED = 5000;

/** A stored flow under a name that never stands for another one: an action's version, or a revision of its draft. */
export interface NamedFlow {
  name: string;
  flow: Json;
}

export function versionName(version: { actionId: string; number: number }): string {
  return `${version.actionId}/v${version.number}`;
}

export function draftName(actionId: string, draft: { revision: number }): string {
  return `${actionId}/r${draft.revision}`;
}

export function versionFlow(version: { actionId: string; number: number; flow: Json }): NamedFlow {
  return { name: versionName(version), flow: version.flow };
}

export function draftFlow(actionId: string, draft: { revision: number; flow: Json }): NamedFlow {
  return { name: draftName(actionId, draft), flow: draft.flow };
}

/** What follows from stored flows alone, worked out once for each: a flow is read only when its answer is not known yet. */
export class KnownFlows {
  private readonly hearings = new Remembered<HearingDescription | undefined>();
  private readonly needs = new Remembered<FlowNeeds>();
  private readonly differences = new Remembered<boolean>();

  /** `read` gives the flow of that name, or a later one in its place. */
  async hearing(name: string, read: () => Promise<NamedFlow | undefined>): Promise<HearingDescription | undefined> {
    const known = this.knownHearing(name);
    if (known !== undefined) return known.value;
    const named = await read();
    if (named === undefined) return undefined;
    return this.hearings.get(named.name, () => {
      const flow = readFlow(named.flow);
      return flow && describeHearing(flow);
    });
  }

  /** What was worked out before, at once. */
  knownHearing(name: string): { value: HearingDescription | undefined } | undefined {
    return this.hearings.find(name);
  }

  /** What was worked out before, at once. */
  knownDifference(names: readonly [string, string]): boolean | undefined {
    return this.differences.find(names.join(' '))?.value;
  }

  needsOf(named: NamedFlow): FlowNeeds {
    return this.needs.get(named.name, () => {
      const flow = readFlow(named.flow);
      return flow === undefined ? { authProfiles: [], constants: [] } : flowNeeds(flow);
    });
  }

  /** Whether one would run otherwise than the other; true when one of them is not there. */
  async differ(
    names: readonly [string, string],
    read: () => Promise<readonly (NamedFlow | undefined)[]>,
  ): Promise<boolean> {
    const known = this.knownDifference(names);
    if (known !== undefined) return known;
    const [one, other] = await read();
    if (one === undefined || other === undefined) return true;
    return this.differences.get(`${one.name} ${other.name}`, () => {
      const [older, newer] = [readFlow(one.flow), readFlow(other.flow)];
      return older === undefined || newer === undefined || !compareFlows(older, newer).isSame;
    });
  }
}

/** Undefined for what is no flow document any more. */
export function readFlow(flow: Json): FlowDocument | undefined {
  const parsed = parseFlowDocument(flow);
  return parsed.ok ? parsed.flow : undefined;
}

/** In two generations: what was not asked for while one filled is forgotten. Cheaper to read than an order of use. */
class Remembered<Value> {
  private young = new Map<string, { value: Value }>();
  private old = new Map<string, { value: Value }>();

  find(name: string): { value: Value } | undefined {
    const known = this.young.get(name);
    if (known !== undefined) return known;
    const older = this.old.get(name);
    return older === undefined ? undefined : this.keep(name, older);
  }

  get(name: string, make: () => Value): Value {
    return (this.find(name) ?? this.keep(name, { value: make() })).value;
  }

  private keep(name: string, entry: { value: Value }): { value: Value } {
    if (this.young.size >= MAX_REMEMBERED / 2) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(name, entry);
    return entry;
  }
}
