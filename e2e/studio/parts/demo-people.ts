import { Customer } from '../../customer.ts';
import type { World } from '../../world.ts';

/** Those who work in the demo workspace, each with a key of their own. */
export type DemoAuthor = 'Publisher' | 'billing-team' | 'Data platform';

const workspace = 'default';

/** A key for each, and what they ask with it. */
export async function hireAuthors(world: World): Promise<Readonly<Record<DemoAuthor, Customer>>> {
  const hire = async (name: DemoAuthor): Promise<Customer> => {
    type Made = { token: string };
    const input = { name, role: 'PUBLISHER' };
    const { token } = await new Customer(world).mutate<Made>('createApiKey', 'CreateApiKeyInput', input, 'token');
    return new Customer(world, { token, workspace });
  };
  return {
    Publisher: await hire('Publisher'),
    'billing-team': await hire('billing-team'),
    'Data platform': await hire('Data platform'),
  };
}

const profiles = [
  { name: 'desk', kind: 'API_KEY', secret: { value: 'k-1' }, settings: { pairs: [{ in: 'HEADER', name: 'X-Key' }] } },
  { name: 'crm', kind: 'BEARER', secret: { token: 't-1' } },
  { name: 'metrics', kind: 'BASIC', secret: { username: 'aftercall', password: 'p-1' } },
] as const;

/** Credentials for the target that all flows of the demo call. */
export async function makeProfiles(customer: Customer, origin: string): Promise<void> {
  for (const profile of profiles) {
    const input = { ...profile, origins: [origin] };
    await customer.mutate('createAuthProfile', 'CreateAuthProfileInput', input, 'authProfile { id }');
  }
}
