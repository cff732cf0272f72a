import { parseOrigin } from './origin.ts';

describe('parseOrigin', () => {
  it.each([
    ['https://desk.example', 'https://desk.example'],
    ['http://desk.example', 'http://desk.example'],
    ['https://desk.example:443', 'https://desk.example'],
    ['http://desk.example:80', 'http://desk.example'],
    ['https://desk.example:8443', 'https://desk.example:8443'],
    ['http://desk.example:443', 'http://desk.example:443'],
    ['HTTPS://Desk.Example', 'https://desk.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['http://127.0.0.1:4090', 'http://127.0.0.1:4090'],
    ['http://0x7f.1:4090', 'http://127.0.0.1:4090'],
    ['http://[::1]:4090', 'http://[::1]:4090'],
    ['http://internal_api', 'http://internal_api'],
  ])('reads %s as %s', (text, origin) => {
    expect(parseOrigin(text)).toEqual({ origin });
  });

  it.each([
    ['', 'is not an origin'],
    ['desk.example', 'is not an origin'],
    ['//desk.example', 'is not an origin'],
    ['https://', 'is not an origin'],
    ['https:desk.example', 'is not an origin'],
    [' https://desk.example', 'is not an origin'],
    ['ftp://desk.example', 'must begin with https:// or http://'],
    ['javascript://desk.example', 'must begin with https:// or http://'],
    ['https://user:hunter2@desk.example', 'must not hold a user name or password'],
    ['https://@desk.example', 'must not hold a user name or password'],
    ['https://*.desk.example', 'must name one host'],
    ['https://desk.example:99999', 'has no legal host'],
    ['https://desk.example:http', 'has no legal host'],
    ['https://desk%2eexample%2f', 'has no legal host'],
    ['https://[::1', 'has no legal host'],
    [`https://${'a'.repeat(300)}.example`, 'is longer than 300 characters'],
    ['https://desk.example/', 'no path, query or fragment; write "https://desk.example"'],
    ['https://desk.example/hunter2', 'no path, query or fragment; write "https://desk.example"'],
    ['https://desk.example?token=hunter2', 'no path, query or fragment; write "https://desk.example"'],
    ['https://desk.example#hunter2', 'no path, query or fragment; write "https://desk.example"'],
    ['https://desk.example\\hunter2', 'no path, query or fragment; write "https://desk.example"'],
    ['https://desk.example hunter2', 'no path, query or fragment; write "https://desk.example"'],
    ['https://desk.example\n', 'no path, query or fragment; write "https://desk.example"'],
  ])('refuses %j', (text, problem) => {
    const reading = parseOrigin(text);
    expect(reading).toEqual({ problem: expect.stringContaining(problem) });
    expect(JSON.stringify(reading)).not.toContain('hunter2');
  });
});
