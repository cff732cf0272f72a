import { openBrowser } from '@aftercall/dev-harness/browser';
import { until } from '@aftercall/dev-harness';
import { RunningRegistry } from '../../testing/postgres/running-registry.ts';

describe('the explorer at /graphiql', () => {
  it('is not there unless it is asked for', async () => {
    const registry = await RunningRegistry.start();
    for (const path of ['/graphiql', '/graphiql/main.js', '/graphql']) {
      const response = await fetch(registry.url(path), { headers: { accept: 'text/html' } });
      expect([path, response.status, await response.text()]).toEqual([
        path,
        path === '/graphql' ? 401 : 404,
        expect.not.stringContaining('<html'),
      ]);
    }
    await registry.stop();
  });

  it('asks the API as whoever is signed in, breaks no rule of its page, and loads nothing from elsewhere', async () => {
    const registry = await RunningRegistry.start({ EXPLORER: 'true' });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      const foreign: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(registry.url('')) && !request.url().startsWith('data:'))
          foreign.push(request.url());
      });
      const made = await fetch(registry.url('/auth/login-links'), {
        method: 'POST',
        headers: { authorization: `Bearer ${registry.adminToken}` },
      });
      const { loginUrl } = (await made.json()) as { loginUrl: string };
      await page.goto(loginUrl);
      await page.goto(registry.url('/graphiql'));
      await page
        .getByText(/send request/i)
        .first()
        .click({ timeout: 20_000 });
      await until(async () => (await page.locator('body').innerText()).includes('bootstrap'), {
        what: 'the answer',
        deadlineMs: 20_000,
      });
      expect({ problems, foreign }).toEqual({ problems: [], foreign: [] });
    } finally {
      await browser.close();
      await registry.stop();
    }
  });
});
