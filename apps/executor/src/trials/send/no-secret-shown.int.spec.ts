import type { IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { leakGuard } from '@aftercall/dev-harness';
import { aCredential } from '../../delivery/testing/fixed-auth-profiles.ts';
import { TrialWorld } from '../http/testing/trial-world.ts';

const SECRET = 's3cr+t/t0ken=ü&"x';
const spellings = (secret: string): string[] => {
  const basic = Buffer.from(`desk:${secret}`);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify({ text: secret })),
    JSON.stringify(JSON.stringify(JSON.stringify(secret))),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    Buffer.from(secret).toString('hex'),
    basic.toString('base64'),
  ];
};

describe('the secret of a Send', () => {
  let world: TrialWorld;
  beforeEach(() => {
    world = new TrialWorld();
  });
  afterEach(() => world.close());

  const withProfile = (origin: string): void => {
    world.authProfiles.set(
      'desk',
      aCredential({
        headers: [
          ['Authorization', `Basic ${Buffer.from(`desk:${SECRET}`).toString('base64')}`],
          ['X-Key', encodeURIComponent(SECRET)],
        ],
        query: [['key', SECRET]],
        secrets: [SECRET],
        origins: [origin],
      }),
    );
  };

  describe.each<[string, (request: IncomingMessage) => { type?: string; body: string | Buffer; encoding?: string }]>([
    ['as JSON', ({ headers, url }) => ({ type: 'application/json', body: JSON.stringify({ headers, url }) })],
    ['as text', ({ rawHeaders, url }) => ({ type: 'text/plain', body: `${rawHeaders.join('\n')} ${url ?? ''}` })],
    ['without saying what it is', ({ rawHeaders }) => ({ body: rawHeaders.join('\n') })],
    [
      'as an image',
      ({ rawHeaders }) => ({ type: 'image/png', body: Buffer.from(`\u0089PNG\0${rawHeaders.join()}`, 'latin1') }),
    ],
    [
      'in two bytes for each character',
      ({ rawHeaders }) => ({ type: 'application/octet-stream', body: Buffer.from(rawHeaders.join(), 'utf16le') }),
    ],
    [
      'packed',
      ({ headers }) => ({ type: 'application/json', body: gzipSync(JSON.stringify(headers)), encoding: 'gzip' }),
    ],
    ['decoded and encoded again', () => ({ type: 'application/json', body: JSON.stringify(spellings(SECRET)) })],
  ])('against a target that echoes what it got %s', (_how, echo) => {
    it('shows the secret nowhere', async () => {
      const seen: string[] = [];
      const origin = await world.target((request, response) => {
        seen.push(request.rawHeaders.join());
        const { type, body, encoding } = echo(request);
        response.statusMessage = 'echo s3cr';
        response.writeHead(200, {
          ...(type === undefined ? {} : { 'content-type': type }),
          ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
          'x-echo': request.headers['x-key'],
          'x-echo-basic': request.headers.authorization,
        });
        response.end(body);
      });
      withProfile(origin);
      const result = await world.send({
        url: `${origin}/{{interaction.CALL_ID}}`,
        authProfile: 'desk',
        mapping: [{ variable: 'all', path: '$', type: 'json' }],
      });
      expect(seen.join()).toContain(Buffer.from(`desk:${SECRET}`).toString('base64'));
      expect(result.isSuccess).toBe(true);
      expect(result.meta.authProfile).toBe('desk');
      const shown = [
        JSON.stringify(result),
        result.data?.text ?? '',
        Buffer.from(result.data?.base64 ?? '', 'base64')
          .toString('latin1')
          .replaceAll('\u0000', ''),
      ].join('\n');
      for (const spelling of spellings(SECRET)) expect(shown).not.toContain(spelling);
      // What no escape changes of it.
      expect(shown).not.toContain('t0ken');
      if (result.data?.kind === 'JSON') JSON.parse(result.data.text ?? '');
    });
  });

  it('shows JSON as JSON also where a number was a secret', async () => {
    const origin = await world.target((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"pin": 12345678, "ok": true}');
    });
    world.authProfiles.set(
      'desk',
      aCredential({ headers: [['X-Pin', '12345678']], secrets: ['12345678'], origins: [origin] }),
    );
    const { data } = await world.send({ url: origin, authProfile: 'desk' });
    expect(data?.kind).toBe('JSON');
    expect(JSON.parse(data?.text ?? '')).toEqual({ pin: '[secret]', ok: true });
  });
});

leakGuard();
