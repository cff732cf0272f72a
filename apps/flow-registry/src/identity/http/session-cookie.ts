import { parseCookie, stringifySetCookie } from 'cookie';
import type { IncomingHttpHeaders } from 'node:http';
import type { Presented } from '../authenticate.ts';
import type { PublicAddress } from '../public-address.ts';

/** The prefix makes browsers refuse a cookie that is not Secure, or that another host of the domain has set. */
const SECURE_NAME = '__Host-aftercall';
const PLAIN_NAME = 'aftercall_session';

/** The cookie that carries a session: never readable by scripts, never sent along from another site's page. */
export class SessionCookie {
  constructor(private readonly address: PublicAddress) {}

  /** The value of `Set-Cookie`; without a token, the one that takes the cookie away. */
  header(token?: string, endsAt?: Date): string {
    const isSecure = this.address.isSecure;
    return stringifySetCookie({
      name: this.name,
      value: token ?? '',
      path: '/',
      httpOnly: true,
      secure: isSecure,
      // The Studio's pages are files for everybody: even a link from elsewhere opens them, and what they then ask is same-site.
      sameSite: 'strict',
      expires: endsAt ?? new Date(0),
    });
  }

  /** What a request presents, by its headers. */
  presented(headers: IncomingHttpHeaders): Presented {
    const workspace = headers['aftercall-workspace'];
    return {
      authorization: headers.authorization,
      workspace: Array.isArray(workspace) ? workspace[0] : workspace,
      sessionToken: headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[this.name],
    };
  }

  private get name(): string {
    return this.address.isSecure ? SECURE_NAME : PLAIN_NAME;
  }
}
