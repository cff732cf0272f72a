import { randomUUID } from 'node:crypto';
import { until } from '@aftercall/dev-harness';
import type { Stage } from '../stage/stage.ts';
import { authProfile } from './flows.ts';

/** Starts the vault and keeps the profile there that one of the flows names. */
export async function sealAuthProfile(stage: Stage, origin: string): Promise<void> {
  const vault = await stage.startVault();
  await vault.untilReady();
  const token = await stage.registrySigner.sign({ audience: 'vault', workspace: 'default' });
  const { name, token: secret } = authProfile;
  const profile = { id: randomUUID(), name, kind: 'BEARER', origins: [origin], secret: { token: secret } };
  const isKept = async (): Promise<boolean> => {
    const answer = await fetch(`${vault.url}/internal/auth-profiles`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(profile),
    });
    const text = await answer.text();
    if (answer.status !== 201) throw new Error(`the vault answered ${answer.status}: ${text}`);
    return true;
  };
  await until(isKept, { what: 'the vault to keep an auth profile' });
}
