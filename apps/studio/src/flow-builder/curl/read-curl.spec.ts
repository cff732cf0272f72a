import type { ApiRequestConfig } from '@aftercall/flow-model';
import { readCurl, isCurlCommand, type ReadCurl } from './read-curl.ts';
import { splitCommandLine } from './split-command-line.ts';
import { writeCurl } from './write-curl.ts';

const read = (text: string): ReadCurl => {
  const reading = readCurl(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.request;
};
const leftOut = (text: string): string[] => read(text).leftOut.map(({ what }) => what);
const words = (line: string) => {
  const split = splitCommandLine(line);
  return split.ok ? split.words : split.problem;
};

describe('a command line', () => {
  it.each([
    [String.raw`curl -d 'it'\''s' "a \"b\" \$c \x" d\ e`, ['curl', '-d', "it's", 'a "b" $c \\x', 'd e']],
    ["curl \\\n  -H 'a: b' \\\r\n  x", ['curl', '-H', 'a: b', 'x']],
    ['curl ^\n -H "a: b" ^\n x', ['curl', '-H', 'a: b', 'x']],
    [String.raw`curl --data-raw $'a\n\u00e9\x21\'\101'`, ['curl', '--data-raw', "a\né!'A"]],
    ["curl 'multi\nline' x", ['curl', 'multi\nline', 'x']],
    ['curl a | jq .', ['curl', 'a']],
    ["curl '' b", ['curl', '', 'b']],
  ])('is cut into words: %s', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it.each(["curl 'a", 'curl "a', "curl $'a"])('says of %s that a quote is never closed', (line) => {
    expect(words(line)).toBe('a quote is never closed');
  });
});

describe('reading a curl command', () => {
  it('takes method, headers, parameters and a JSON body with its types', () => {
    const { config, leftOut: none } = read(`curl --request POST \\
      --url 'https://desk.example/api?source=voice' \\
      --header 'content-type: application/json; charset=UTF-8' --header 'X-Call: {{interaction.CALL_ID}}' \\
      --data '{"userId":"123","active":false,"n":1}'`);
    expect(config).toEqual({
      method: 'POST',
      url: 'https://desk.example/api',
      query: [{ name: 'source', value: 'voice' }],
      headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
      body: { type: 'json', json: { userId: '123', active: false, n: 1 } },
    });
    expect(none).toEqual([]);
  });

  it.each<[string, Partial<ReadCurl['config']>]>([
    ['curl desk.example', { method: 'GET', url: 'http://desk.example', body: null }],
    ['curl -XDELETE https://desk.example/1', { method: 'DELETE', url: 'https://desk.example/1' }],
    [
      'curl -sSXPUT --url=https://desk.example/1 -d a=1',
      { method: 'PUT', body: { type: 'form', form: [{ name: 'a', value: '1' }] } },
    ],
    [
      'curl https://desk.example -d a=1 -d b=%20x',
      {
        method: 'POST',
        body: {
          type: 'form',
          form: [
            { name: 'a', value: '1' },
            { name: 'b', value: ' x' },
          ],
        },
      },
    ],
    [
      'curl -G https://desk.example -d q=1 --data-urlencode "w=a b&c"',
      {
        method: 'GET',
        query: [
          { name: 'q', value: '1' },
          { name: 'w', value: 'a b&c' },
        ],
        body: null,
      },
    ],
    [`curl https://desk.example --json '{"a":[1]}'`, { method: 'POST', body: { type: 'json', json: { a: [1] } } }],
    [
      `curl https://desk.example -H 'Content-Type: text/csv' -d 'a,b'`,
      { body: { type: 'raw', raw: 'a,b', contentType: 'text/csv' }, headers: [] },
    ],
    [
      `curl https://desk.example -H 'Content-Type: application/vnd.api+json' -d '{"a":1}'`,
      {
        body: { type: 'json', json: { a: 1 } },
        headers: [{ name: 'Content-Type', value: 'application/vnd.api+json' }],
      },
    ],
    [
      `curl https://desk.example --location --data '{ "enabled": true }'`,
      { method: 'POST', body: { type: 'json', json: { enabled: true } } },
    ],
    [
      'curl https://desk.example -A me -e https://from.example -b "a=1; b=2" -m 5',
      {
        headers: [
          { name: 'User-Agent', value: 'me' },
          { name: 'Referer', value: 'https://from.example' },
          { name: 'Cookie', value: 'a=1; b=2' },
        ],
        timeoutMs: 5_000,
      },
    ],
    [
      "curl https://desk.example -H 'X-Empty;' -H 'Time: 10:20:30'",
      {
        headers: [
          { name: 'X-Empty', value: '' },
          { name: 'Time', value: '10:20:30' },
        ],
      },
    ],
    [
      'curl.exe https://desk.example -F "a=b c" -F "n=1;type=text/plain"',
      {
        body: {
          type: 'form',
          form: [
            { name: 'a', value: 'b c' },
            { name: 'n', value: '1' },
          ],
        },
      },
    ],
  ])('%s', (command, config) => {
    expect(read(command).config).toMatchObject(config);
  });

  it.each<[string, ReadCurl['credentials']]>([
    ["curl https://a.example -H 'Authorization: Bearer abc'", { kind: 'BEARER', token: 'abc' }],
    ['curl https://a.example --oauth2-bearer abc', { kind: 'BEARER', token: 'abc' }],
    ['curl https://a.example -u anna:se:cret', { kind: 'BASIC', username: 'anna', password: 'se:cret' }],
    [
      "curl https://a.example -H 'authorization: Basic YW5uYTpzZWNyZXQ='",
      { kind: 'BASIC', username: 'anna', password: 'secret' },
    ],
    [
      "curl https://a.example -H 'Authorization: Token abc'",
      { kind: 'API_KEY', name: 'Authorization', value: 'Token abc' },
    ],
    ['curl https://a.example', undefined],
  ])('offers the credentials of %s, and leaves none in the headers', (command, credentials) => {
    const { config, credentials: found } = read(command);
    expect(found).toEqual(credentials);
    expect(config.headers).toEqual([]);
  });

  it('lists everything that it does not take over, with the reason', () => {
    const command = `curl -Lk --cert c.pem --retry 3 --upload-file x -F 'f=@a.png' -d @body.json --made-up --no-keepalive -o out.txt https://a.example https://b.example -H 'Host: c.example' | jq .`;
    expect(leftOut(command)).toEqual([
      '-L',
      '-k',
      '--cert c.pem',
      '--retry 3',
      '--upload-file x',
      '-F f=@a.png',
      '-d @body.json',
      '--made-up',
      'https://b.example',
      'the header Host',
      'jq .',
    ]);
    expect(read(command).leftOut.every(({ why }) => why.length > 5)).toBe(true);
  });

  it('names a method that requests cannot have, and variables of the shell', () => {
    expect(leftOut('curl -I https://a.example')).toEqual(['the method HEAD']);
    expect(leftOut(`curl "https://a.example/?key=$API_KEY" -d '{"a":"$NOT"}' -H "X: \${B}"`)).toEqual([
      '$API_KEY',
      '${B}',
    ]);
  });

  it.each([
    ['curl', 'names no URL'],
    ['curl -H a: b', 'names no URL'],
    ["curl 'https://a.example", 'a quote is never closed'],
    ['wget https://a.example', 'no curl command'],
  ])('says of %s why it is none', (text, problem) => {
    const reading = readCurl(text);
    if (text === 'curl -H a: b') expect(reading.ok).toBe(true);
    else expect(reading).toMatchObject({ ok: false, problem: expect.stringContaining(problem) as string });
  });

  it('tells curl commands from other texts', () => {
    expect(['curl x', '  $ curl x', 'CURL.EXE x', 'curl\\\n x'].map(isCurlCommand)).toEqual([true, true, true, false]);
    expect(['curly x', 'https://curl.example', '{"curl": 1}'].some(isCurlCommand)).toBe(false);
  });
});

describe('writing a curl command', () => {
  const config = {
    method: 'POST',
    url: 'https://desk.example/t',
    query: [{ name: 'a b', value: '{{x}}' }],
    headers: [{ name: 'X-Call', value: "it's" }],
    body: { type: 'json', json: { summary: "{{interaction.SUMMARY}} isn't" } },
    timeoutMs: 5_000,
  } as unknown as ApiRequestConfig;

  it('can be read again, and holds no secret', () => {
    const command = writeCurl(config, { kind: 'BEARER' });
    expect(command).toContain('"Authorization: Bearer $TOKEN"');
    const { config: again, leftOut: rest } = read(command);
    expect(again).toMatchObject({
      method: 'POST',
      url: config.url,
      query: config.query,
      headers: config.headers,
      body: config.body,
      timeoutMs: 5_000,
    });
    expect(rest.map(({ what }) => what)).toEqual(['$TOKEN']);
  });

  it('writes forms and texts', () => {
    const form = { ...config, body: { type: 'form', form: [{ name: 'a', value: 'b c' }] } } as ApiRequestConfig;
    expect(read(writeCurl(form)).config.body).toEqual(form.body);
    const raw = { ...config, body: { type: 'raw', raw: '<a>', contentType: 'text/xml' } } as ApiRequestConfig;
    expect(read(writeCurl(raw)).config.body).toEqual(raw.body);
  });
});
