import { parseCallTopics, type CallTopics } from './topics.ts';

const parsed = (text: string): CallTopics => {
  const reading = parseCallTopics(text);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.topics;
};

describe("the operator's map of topics", () => {
  it('names the workspaces that each topic may speak for', () => {
    expect(parsed('calls=acme, globex ; other = *;')).toEqual(
      new Map<string, unknown>([
        ['calls', new Set(['acme', 'globex'])],
        ['other', 'all'],
      ]),
    );
  });

  it('is empty when nothing is named', () => {
    expect(parsed('').size).toBe(0);
  });

  it('takes * beside names for all', () => {
    expect(parsed('calls=acme,*').get('calls')).toBe('all');
  });

  it.each([
    ['an entry without workspaces', 'calls', 'names no workspace for calls: write calls=* for all of them'],
    ['an empty list', 'calls= ,', 'names no workspace for calls: write calls=* for all of them'],
    ['a topic that Kafka would not take', 'a b=acme', 'has the entry "a b=acme"'],
    ['a topic without a name', '=acme', 'has the entry "=acme"'],
    ['two equals signs', 'calls=acme=globex', 'has the entry "calls=acme=globex"'],
    ['a workspace with a space', 'calls=ac me', 'names the workspace "ac me" for calls'],
    ['the same topic twice', 'calls=acme;calls=globex', 'names the topic calls twice'],
  ])('refuses %s', (_what, text, problem) => {
    const reading = parseCallTopics(text);
    expect(reading).toMatchObject({ ok: false });
    expect(reading.ok ? '' : reading.problem).toContain(problem);
  });
});
