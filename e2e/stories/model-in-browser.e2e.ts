import { openBrowser } from '@aftercall/dev-harness/browser';
import { serveSources } from '../browser/serve-sources.ts';
import { workOutModelCases } from '../browser/model-cases.ts';

describe('the model in a browser', () => {
  it('answers as it does under Node, and as the documents promise', async () => {
    const here = workOutModelCases();
    expect(here).toEqual({
      findings: expect.not.arrayContaining([expect.stringMatching(/^E_/)]) as string[],
      present: 'yes',
      otherCase: 'otherwise',
      absent: 'otherwise',
      url: 'https://crm.example/T-1/hung%20up%2Fnow',
      body: {
        summary: 'He said "no".\nTwice 😀',
        greeting: 'Dear there',
        ticket: 'Ticket T-1',
        turns: [
          { role: 'agent', text: 'Hello "you"' },
          { role: 'caller', text: 'Grüezi 👋\nnew line' },
        ],
        minutes: 65 / 60,
        sentiment: null,
      },
      mapped: {},
    });
    const { origin, server } = await serveSources();
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(origin);
      const there = await page.evaluate(
        "import('/e2e/browser/model-cases.ts').then((cases) => cases.workOutModelCases())",
      );
      expect(problems).toEqual([]);
      expect(there).toEqual(JSON.parse(JSON.stringify(here)));
    } finally {
      await browser.close();
      server.close();
    }
  }, 60_000);
});
