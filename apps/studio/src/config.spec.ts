import { readConfig } from './config.ts';

function pageWith(...metas: readonly (readonly [string, string])[]): Document {
  const page = document.implementation.createHTMLDocument();
  for (const [name, content] of metas) {
    const meta = page.createElement('meta');
    meta.name = name;
    meta.content = content;
    page.head.append(meta);
  }
  return page;
}

describe('readConfig', () => {
  it('reads the nonce, and what the installation is for', () => {
    const page = pageWith(['csp-nonce', 'n1'], ['environment-name', 'Production'], ['environment-colour', 'red']);
    expect(readConfig(page)).toEqual({ nonce: 'n1', environment: { name: 'Production', colour: 'red' } });
  });

  it('takes places that nobody filled in for left out, and an unknown colour for ink', () => {
    expect(readConfig(pageWith(['csp-nonce', '__CSP_NONCE__'], ['environment-name', '__ENVIRONMENT_NAME__']))).toEqual({
      nonce: '',
      environment: undefined,
    });
    const odd = pageWith(['environment-name', 'Staging'], ['environment-colour', 'pink']);
    expect(readConfig(odd).environment).toEqual({ name: 'Staging', colour: 'ink' });
  });
});
