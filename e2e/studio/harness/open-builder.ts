import { BuilderScreen } from '../screens/builder.ts';
import type { Person, PersonOptions } from './person.ts';
import type { Studio } from './studio.ts';
import type { Role, Workspace } from './workspace.ts';

/** An author before the Flow Builder. */
export interface AtBuilder {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly builder: BuilderScreen;
  readonly actionId: string;
}

/** What a test opens the builder with. */
export interface BuilderWishes extends PersonOptions {
  /** The name by which others see what this author saved. */
  readonly name?: string;
  readonly workspace?: Workspace;
  readonly role?: Role;
  readonly agentIds?: readonly string[];
}

/** Makes an action with this flow, and opens it as a publisher of a workspace of its own. */
export async function openBuilder(studio: Studio, flow?: object, wishes: BuilderWishes = {}): Promise<AtBuilder> {
  const workspace = wishes.workspace ?? (await studio.makeWorkspace());
  const actionId = await workspace.makeAction('Escalation follow-up', flow, wishes.agentIds);
  const person = await studio.signIn(workspace, wishes.role ?? 'PUBLISHER', wishes);
  const builder = new BuilderScreen(person.page);
  await builder.open(person.origin, actionId);
  return { workspace, person, builder, actionId };
}
