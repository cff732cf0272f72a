import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refuse } from '../../plumbing/http/refuse.ts';
import type { PublicAddress } from '../public-address.ts';
import { mayMakeLoginLinks } from '../roles.ts';
import type { SignIn } from '../sign-in.ts';
import type { WayIn } from '../way-in.ts';
import type { LoginAttempts } from './login-attempts.ts';
import { linkUsedPage } from './login-pages.ts';
import type { Admitted, RequestDoor } from './request-door.ts';
import type { SessionCookie } from './session-cookie.ts';

const MAX_BODY_BYTES = 4096;

const signInBody = z.strictObject({ apiKey: z.string().min(1).max(512) });
const loginQuery = z.object({ token: z.string().min(1).max(128) });

interface Parts {
  signIn: SignIn;
  byApiKey: WayIn;
  byLoginLink: WayIn;
  attempts: LoginAttempts;
  door: RequestDoor;
  cookie: SessionCookie;
  address: PublicAddress;
}

/**
 * Signing in to the Studio, out, and who one is:
 * `POST /auth/session` with an API key, `GET /auth/login` with a link's token, `GET` and `DELETE /auth/session`, and
 * `POST /auth/login-links`, with which an admin makes such a link.
 */
export function addSessionRoutes(server: FastifyInstance, parts: Parts): void {
  const routes = new SessionRoutes(parts);
  // A HEAD, as link previews send it, must not use the link up.
  server.get('/auth/login', { exposeHeadRoute: false }, (request, reply) => routes.followLink(request, reply));
  server.post('/auth/session', { bodyLimit: MAX_BODY_BYTES }, (request, reply) => routes.exchangeKey(request, reply));
  server.get('/auth/session', (request, reply) => routes.showSession(request, reply));
  server.delete('/auth/session', (request, reply) => routes.signOut(request, reply));
  server.post('/auth/login-links', { bodyLimit: MAX_BODY_BYTES }, (request, reply) => routes.makeLink(request, reply));
}

class SessionRoutes {
  constructor(private readonly parts: Parts) {}

  async followLink(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const query = loginQuery.safeParse(request.query);
    if (await this.isRefusedForNow(request, reply)) return;
    const token = query.success ? query.data.token : '';
    if ((await this.open(this.parts.byLoginLink, token, { request, reply })) !== undefined)
      await reply.redirect('/', 303);
    else await reply.code(401).type('text/html; charset=utf-8').send(linkUsedPage);
  }

  async exchangeKey(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { origin, host } = request.headers;
    if (origin !== undefined && !this.parts.address.isOwn(origin, host)) {
      await refuse(reply, 403, 'CROSS_SITE_REQUEST', 'sign in on a page of this origin; its address is PUBLIC_URL');
      return;
    }
    const body = signInBody.safeParse(request.body);
    if (!body.success) {
      await refuse(reply, 400, 'INVALID', 'send {"apiKey": "<API key>"} as application/json');
      return;
    }
    if (await this.isRefusedForNow(request, reply)) return;
    const admitted = await this.open(this.parts.byApiKey, body.data.apiKey, { request, reply });
    if (admitted !== undefined) await reply.send(admitted);
    else
      await refuse(reply, 401, 'UNAUTHENTICATED', 'no usable API key of a person: unknown, expired, revoked or SENDER');
  }

  async showSession(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const admitted = await this.parts.door.admit(request, reply);
    if (admitted !== undefined) await reply.send(sessionView(admitted));
  }

  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const admitted = await this.parts.door.admit(request, reply);
    if (admitted === undefined) return;
    const { sessionId } = admitted.credential;
    if (sessionId === undefined) {
      await refuse(reply, 400, 'INVALID', 'this request came with an API key: there is no session to end');
      return;
    }
    await this.parts.signIn.end(sessionId);
    await reply.code(204).header('set-cookie', this.parts.cookie.header()).send();
  }

  async makeLink(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const admitted = await this.parts.door.admit(request, reply);
    if (admitted === undefined) return;
    if (!mayMakeLoginLinks(admitted.caller)) {
      await refuse(reply, 403, 'FORBIDDEN', 'this needs the role admin');
      return;
    }
    const { token, expiresAt } = await this.parts.signIn.makeLink(admitted.credential.keyId);
    const loginUrl = `${this.parts.address.baseUrl(request.headers.host)}/auth/login?token=${token}`;
    await reply.code(201).send({ loginUrl, expiresAt: expiresAt.toISOString() });
  }

  /** Opens the session and sets its cookie; `undefined` = what was presented is nobody's. */
  private async open(way: WayIn, presented: string, { request, reply }: Exchange): Promise<SessionView | undefined> {
    const outcome = await this.parts.signIn.open(way, presented);
    if (outcome.kind !== 'signed-in') return undefined;
    await this.parts.attempts.succeeded(request.ip);
    void reply.header('set-cookie', this.parts.cookie.header(outcome.token, outcome.lastsUntil));
    return sessionView(outcome);
  }

  private async isRefusedForNow(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const waitS = await this.parts.attempts.begin(request.ip);
    if (waitS === undefined) return false;
    const message = `too many failed attempts from this address: try again in ${waitS} s`;
    await refuse(reply.header('retry-after', `${waitS}`), 429, 'RATE_LIMITED', message);
    return true;
  }
}

interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

interface SessionView {
  name: string;
  role: string;
  workspace: string;
  isOfInstallation: boolean;
  /** Unless it is used before. */
  expiresAt: string | null;
}

function sessionView({ caller, credential }: Admitted): SessionView {
  const { name, role, workspace, isOfInstallation } = caller;
  return { name, role, workspace, isOfInstallation, expiresAt: credential.endsAt?.toISOString() ?? null };
}
