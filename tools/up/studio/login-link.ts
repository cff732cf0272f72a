import { UpProblem } from '../problem.ts';
import { post } from '../sample/graphql-client.ts';

/**
 * Asks the registry for a link that signs a person in to the Studio, once.
 * @param studioUrl - where the registry serves the Studio
 * @throws UpProblem when the registry does not answer or makes none
 */
export async function makeLoginLink(studioUrl: string, adminKey: string): Promise<string> {
  const { status, body } = await post(
    new URL('/auth/login-links', studioUrl).href,
    { authorization: `Bearer ${adminKey}` },
    {},
  );
  const { loginUrl } = body as { loginUrl?: unknown };
  if (status === 201 && typeof loginUrl === 'string') return loginUrl;
  throw new UpProblem(`the registry made no login link: ${String(status)} ${JSON.stringify(body)}`);
}
