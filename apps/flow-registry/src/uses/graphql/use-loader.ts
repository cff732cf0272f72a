import { actionView, type ActionView } from '../../actions/graphql/action-view.ts';
import { loadOne, type RequestContext } from '../../plumbing/graphql/request-context.ts';
import type { FindUses, Named } from '../find-uses.ts';

const USES = { authProfiles: Symbol('uses of auth profiles'), constants: Symbol('uses of constants') } as const;

/** The actions that use constants or auth profiles, for a whole page in one read. */
export class UseLoader {
  constructor(private readonly findUses: FindUses) {}

  async of(context: RequestContext, kind: Named, name: string): Promise<ActionView[]> {
    const batch = {
      read: async (names: readonly string[]) => [
        ...(await this.findUses.of(context.caller.workspace, kind, names)).entries(),
      ],
      keyOf: ([used]: readonly [string, unknown]) => used,
      textOf: (key: string) => key,
    };
    const [, actions] = (await loadOne(context, USES[kind], batch, name)) ?? [name, []];
    return actions.map(actionView);
  }
}
