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

export function versionFlow(version: { actionId: string; number: number; flow: Json }): NamedFlow {
  return { name: `${version.actionId}/v${version.number}`, flow: version.flow };
}

export function draftFlow(actionId: string, draft: { revision: number; flow: Json }): NamedFlow {
  return { name: `${actionId}/r${draft.revision}`, flow: draft.flow };
}

/** What follows from stored flows alone, worked out once for each. */
export class KnownFlows {
  private readonly hearings = new Remembered<HearingDescription | undefined>();
  private readonly needs = new Remembered<FlowNeeds>();
  private readonly differences = new Remembered<boolean>();

  hearing(named: NamedFlow): HearingDescription | undefined {
    return this.hearings.get(named.name, () => {
      const flow = readFlow(named.flow);
      return flow && describeHearing(flow);
    });
  }

  needsOf(named: NamedFlow): FlowNeeds {
    return this.needs.get(named.name, () => {
      const flow = readFlow(named.flow);
      return flow === undefined ? { authProfiles: [], constants: [] } : flowNeeds(flow);
    });
  }

  /** Whether one would run otherwise than the other. */
  differ(one: NamedFlow, other: NamedFlow): boolean {
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

/** Forgets what was not asked for longest. */
class Remembered<Value> {
  private readonly values = new Map<string, { value: Value }>();

  get(name: string, make: () => Value): Value {
    const entry = this.values.get(name) ?? { value: make() };
    this.values.delete(name);
    this.values.set(name, entry);
    const [oldest] = this.values.keys();
    if (this.values.size > MAX_REMEMBERED && oldest !== undefined) this.values.delete(oldest);
    return entry.value;
  }
}
