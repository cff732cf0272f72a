import type { AuthProfileKind } from '@aftercall/wire-format';
import type { Caller } from '../identity/caller.ts';
import { pageOfAll, type Page, type PageRequest } from '../paging/page.ts';
import { findJsonProblem } from '../problems/json-rules.ts';
import { problem, refused, type Outcome, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem } from '../problems/text-rules.ts';
import type { AuthProfile, AuthProfileDirectory } from './auth-profile-directory.ts';

export interface NewAuthProfileInput {
  name: string;
  kind: AuthProfileKind;
  origins: readonly string[];
  settings: unknown;
  secret: unknown;
}

/** Room for a chain of certificates; the vault takes requests of 1 MB. */
const MAX_BYTES = 262_144;
/** A URL parser would drop control characters in silence. */
const ORIGIN_RULE = { maxCharacters: 2048 };

/** Makes and lists auth profiles; the vault checks and keeps them. */
export class KeepAuthProfiles {
  constructor(
    private readonly directory: AuthProfileDirectory,
    private readonly newId: () => string,
  ) {}

  /** @throws Fault VAULT_UNAVAILABLE */
  async create(caller: Caller, input: NewAuthProfileInput): Promise<Outcome<AuthProfile>> {
    const unreadable = findUnreadable(input);
    if (unreadable.length > 0) return refused(...unreadable);
    const answer = await this.directory.create(caller.workspace, { ...input, id: this.newId() });
    if ('profile' in answer) return { ok: true, value: answer.profile };
    return refused(
      ...answer.problems.map(({ code, path, message }) => problem(code, ['input', ...path.split('.')], message)),
    );
  }

  /** @throws Fault VAULT_UNAVAILABLE */
  async find(caller: Caller, id: string): Promise<AuthProfile | undefined> {
    return (await this.directory.all(caller.workspace)).find((profile) => profile.id === id);
  }

  /** @throws Fault VAULT_UNAVAILABLE */
  async list(caller: Caller, request: PageRequest): Promise<Page<AuthProfile>> {
    return pageOfAll(await this.directory.all(caller.workspace), request, cursorOf);
  }
}

export function cursorOf(profile: AuthProfile): { at: Date; id: string } {
  return { at: new Date(profile.createdAt), id: profile.id };
}

/** What the vault need not see to be refused. What each kind of profile holds is the vault's to check. */
function findUnreadable({ origins, settings, secret }: NewAuthProfileInput): PlainProblem[] {
  return [
    ...origins.map((origin, index) => findTextProblem(['input', 'origins', `${index}`], origin, ORIGIN_RULE)),
    findJsonProblem(['input', 'settings'], settings, { maxBytes: MAX_BYTES }),
    findJsonProblem(['input', 'secret'], secret, { maxBytes: MAX_BYTES }),
  ].filter((found) => found !== undefined);
}
