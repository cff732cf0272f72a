/** What an option of curl means to a request. */
export type OptionMeaning =
  | 'method'
  | 'url'
  | 'header'
  | 'data'
  | 'dataRaw'
  | 'dataUrlencode'
  | 'json'
  | 'form'
  | 'formString'
  | 'get'
  | 'head'
  | 'user'
  | 'userAgent'
  | 'referer'
  | 'cookie'
  | 'bearer'
  | 'maxTime'
  | 'urlQuery'
  /** Changes nothing about the request: progress, output, verbosity. */
  | 'silent'
  /** Would change it and cannot be taken over. */
  | 'ignored';

interface Option {
  readonly meaning: OptionMeaning;
  readonly takesValue: boolean;
  /** For `ignored`: why, and what does the same here. */
  readonly why?: string;
}

const flag = (meaning: OptionMeaning): Option => ({ meaning, takesValue: false });
const valued = (meaning: OptionMeaning): Option => ({ meaning, takesValue: true });
const ignored = (why: string, takesValue = true): Option => ({ meaning: 'ignored', takesValue, why });

const redirects = 'redirects are never followed unasked';
const trust = 'certificates are always verified: put your CA into an mTLS auth profile';
const client = 'keep client certificates in an mTLS auth profile';
const retries = 'set the retry schedule under Settings';
const proxy = 'the operator sets the proxy';

/** Long names with what they mean; `--no-…` forms change nothing. */
export const LONG_OPTIONS: Readonly<Record<string, Option>> = {
  request: valued('method'),
  url: valued('url'),
  header: valued('header'),
  data: valued('data'),
  'data-ascii': valued('data'),
  'data-binary': valued('data'),
  'data-raw': valued('dataRaw'),
  'data-urlencode': valued('dataUrlencode'),
  json: valued('json'),
  form: valued('form'),
  'form-string': valued('formString'),
  get: flag('get'),
  head: flag('head'),
  user: valued('user'),
  'user-agent': valued('userAgent'),
  referer: valued('referer'),
  cookie: valued('cookie'),
  'oauth2-bearer': valued('bearer'),
  'max-time': valued('maxTime'),
  'url-query': valued('urlQuery'),
  silent: flag('silent'),
  'show-error': flag('silent'),
  verbose: flag('silent'),
  include: flag('silent'),
  fail: flag('silent'),
  'fail-with-body': flag('silent'),
  'progress-bar': flag('silent'),
  'no-progress-meter': flag('silent'),
  'no-buffer': flag('silent'),
  compressed: flag('silent'),
  globoff: flag('silent'),
  ipv4: flag('silent'),
  ipv6: flag('silent'),
  http2: flag('silent'),
  'http1.1': flag('silent'),
  'http2-prior-knowledge': flag('silent'),
  'tlsv1.2': flag('silent'),
  'tlsv1.3': flag('silent'),
  'path-as-is': flag('silent'),
  basic: flag('silent'),
  anyauth: flag('silent'),
  output: valued('silent'),
  'write-out': valued('silent'),
  'dump-header': valued('silent'),
  'remote-name': flag('silent'),
  trace: valued('silent'),
  'trace-ascii': valued('silent'),
  stderr: valued('silent'),
  location: ignored(redirects, false),
  'location-trusted': ignored(redirects, false),
  'max-redirs': ignored(redirects),
  insecure: ignored(trust, false),
  cacert: ignored(trust),
  capath: ignored(trust),
  cert: ignored(client),
  key: ignored(client),
  pass: ignored(client),
  'cert-type': ignored(client),
  'key-type': ignored(client),
  digest: ignored('Digest is not one of the kinds of auth profile', false),
  ntlm: ignored('NTLM is not one of the kinds of auth profile', false),
  negotiate: ignored('Negotiate is not one of the kinds of auth profile', false),
  'aws-sigv4': ignored('keep AWS keys in an auth profile'),
  retry: ignored(retries),
  'retry-delay': ignored(retries),
  'retry-max-time': ignored(retries),
  'retry-connrefused': ignored(retries, false),
  'retry-all-errors': ignored(retries, false),
  'connect-timeout': ignored('the timeout stands for the whole request'),
  proxy: ignored(proxy),
  'proxy-user': ignored(proxy),
  'proxy-header': ignored(proxy),
  noproxy: ignored(proxy),
  socks5: ignored(proxy),
  resolve: ignored('hosts are looked up by the executor'),
  'connect-to': ignored('hosts are looked up by the executor'),
  interface: ignored('the executor chooses its own interface'),
  'unix-socket': ignored('only TCP targets can be called'),
  'upload-file': ignored('there are no files to send: paste the text into the body'),
  'cookie-jar': ignored('answers\u2019 cookies are not kept'),
  config: ignored('it stands in a file'),
  netrc: ignored('it stands in a file', false),
  range: ignored('add a Range header'),
  'limit-rate': ignored('targets have rates of their own'),
};

/** Short names and their long ones. */
export const SHORT_OPTIONS: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  F: 'form',
  G: 'get',
  I: 'head',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  c: 'cookie-jar',
  m: 'max-time',
  s: 'silent',
  S: 'show-error',
  v: 'verbose',
  i: 'include',
  f: 'fail',
  N: 'no-buffer',
  g: 'globoff',
  o: 'output',
  w: 'write-out',
  D: 'dump-header',
  O: 'remote-name',
  L: 'location',
  k: 'insecure',
  E: 'cert',
  x: 'proxy',
  U: 'proxy-user',
  T: 'upload-file',
  K: 'config',
  n: 'netrc',
  r: 'range',
  '4': 'ipv4',
  '6': 'ipv6',
  '#': 'progress-bar',
  '0': 'http1.1',
};
