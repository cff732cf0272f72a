import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { connection, pageRequest, type PageArguments } from '../../paging/graphql/connection.ts';
import { payload } from '../../problems/graphql/problem-view.ts';
import { isUuid } from '../../problems/text-rules.ts';
import type { ApiKey } from '../api-key.ts';
import type { Caller } from '../caller.ts';
import { CreateApiKey } from '../create-api-key.ts';
import { ListApiKeys } from '../list-api-keys.ts';
import { RevokeApiKey } from '../revoke-api-key.ts';
import type { Role } from '../roles.ts';
import { CurrentCaller } from './current-caller.ts';

@Resolver()
export class ApiKeyResolver {
  constructor(
    private readonly listApiKeys: ListApiKeys,
    private readonly createApiKeyCase: CreateApiKey,
    private readonly revokeApiKeyCase: RevokeApiKey,
  ) {}

  @Query('apiKeys')
  async apiKeys(@CurrentCaller() caller: Caller, @Args() args: PageArguments) {
    const request = pageRequest(args, { name: 'apiKeys', isId: isUuid });
    return connection(await this.listApiKeys.list(caller, request), request, {
      node: apiKeyView,
      cursor: (key) => ({ at: key.createdAt, id: key.id }),
    });
  }

  @Mutation('createApiKey')
  async createApiKey(
    @CurrentCaller() caller: Caller,
    @Args('input') input: { name: string; role: Role; expiresAt?: Date | null },
  ) {
    const outcome = await this.createApiKeyCase.create(caller, {
      name: input.name,
      role: input.role,
      expiresAt: input.expiresAt ?? null,
    });
    const token = outcome.ok ? outcome.value.token : null;
    return { ...payload('apiKey', outcome, ({ key }) => apiKeyView(key)), token };
  }

  @Mutation('revokeApiKey')
  async revokeApiKey(@CurrentCaller() caller: Caller, @Args('input') input: { id: string }) {
    return payload('apiKey', await this.revokeApiKeyCase.revoke(caller, input.id), apiKeyView);
  }
}

/** Written out, so that a hash cannot come along by accident. */
function apiKeyView({ id, name, role, prefix, createdAt, createdBy, expiresAt, revokedAt }: ApiKey) {
  return { id, name, role, prefix, createdAt, createdBy, expiresAt, revokedAt };
}
