import { buildContext } from '../check.ts';
import { aDecision, aFlow, anAssignment, aRequest, aStart } from '../../testing/a-flow.ts';
import { eventSchemas } from '../../testing/event-schemas.ts';
import { typesFit } from './types-fit.ts';

const start = aStart({
  variables: [
    { name: 'tier', type: 'string', required: true },
    { name: 'visits', type: 'number' },
    { name: 'limit', type: 'number', required: true },
    { name: 'vip', type: 'boolean', required: true },
    { name: 'anything', type: 'json' },
  ],
});

/** What is said about one condition at the end of a small flow: codes, and the text that each means. */
function says(condition: string): string[] {
  const flow = aFlow(
    [
      start,
      aRequest('create', {
        method: 'POST',
        mapping: [
          { variable: 'ticketId', path: '$.id', type: 'string', required: true },
          { variable: 'score', path: '$.score', type: 'number', default: 0 },
          { variable: 'rank', path: '$.rank', type: 'number' },
        ],
      }),
      anAssignment('label', { note: 'Ticket {{ticketId}}', double: '{{score * 2}}', again: '{{double + 1}}' }),
      aDecision('end', { yes: condition }),
    ],
    ['start -> create', 'create.success -> label', 'label -> end'],
  );
  const context = buildContext(flow, { eventSchemas });
  return typesFit.find(context).map(({ code, range }) => `${code} ${condition.slice(range?.from, range?.to).trim()}`);
}

describe('types', () => {
  it.each([
    ['interaction.DURATION == "long"', ['E_TYPE interaction.DURATION == "long"']],
    ['{{interaction.OUTCOME}} > 3', ['E_TYPE interaction.OUTCOME}} > 3']],
    ['interaction.OUTCOME', ['E_TYPE interaction.OUTCOME']],
    ['interaction.OUTCOME && vip', ['E_TYPE interaction.OUTCOME']],
    ['!tier', ['E_TYPE tier']],
    ['tier * 2 == 4', ['E_TYPE tier']],
    ['vip - 1 == 0', ['E_TYPE vip']],
    ['limit + vip == 3', ['E_TYPE limit + vip']],
    ['tier.level == "x"', ['E_TYPE tier.level']],
    ['tier[0] == "a"', ['E_TYPE tier[0]']],
    ['"a" in tier', ['E_TYPE tier']],
    ['join(tier) == "a"', ['E_TYPE tier']],
    ['limit.startsWith("4")', ['E_TYPE limit']],
    ['first(split(tier, ",")) == 3', ['E_TYPE first(split(tier, ",")) == 3']],
    ['interaction.TURNS[0].text == 5', ['E_TYPE interaction.TURNS[0].text == 5']],
    ['ticketId == 5', ['E_TYPE ticketId == 5']],
    ['double == "4"', ['E_TYPE double == "4"']],
    ['again == "4"', ['E_TYPE again == "4"']],
    ['note == 4', ['E_TYPE note == 4']],
    ['steps.create.response.status == "201"', ['E_TYPE steps.create.response.status == "201"']],
    ['run.startedAt == 4', ['E_TYPE run.startedAt == 4']],
    ['vip ? limit == "x" : false', ['E_TYPE limit == "x"']],
  ])('%s cannot work', (condition, expected) => {
    expect(says(condition)).toEqual(expected);
  });

  it.each([
    ['interaction.DURATION > 30', ['W_NULL_COMPARED interaction.DURATION']],
    ['30 < {{interaction.DURATION}} / 60', ['W_NULL_COMPARED interaction.DURATION}} / 60']],
    ['visits >= 3', ['W_NULL_COMPARED visits']],
    ['rank > 3', ['W_NULL_COMPARED rank']],
    ['visits > 3 || visits > 5', ['W_NULL_COMPARED visits', 'W_NULL_COMPARED visits']],
    ['!has(visits) && visits > 3', ['W_NULL_COMPARED visits']],
  ])('%s is false when something is absent', (condition, expected) => {
    expect(says(condition)).toEqual(expected);
  });

  it.each([
    'interaction.DURATION == 65',
    'interaction.OUTCOME == "completed"',
    'tier == "gold" && limit > 3',
    'default(interaction.DURATION, 0) > 30',
    '{{interaction.DURATION|0}} > 30',
    'has(visits) && visits > 3',
    'visits != null && variables.visits > 3',
    'visits == null || visits > 3',
    'visits == null ? false : visits > 3',
    '!(visits == null) && visits > 3',
    'visits == 4 && visits < 9',
    'anything > 3 || anything.deep[0].x == 4',
    'variables.unheardOf > 3',
    'score > 3',
    'limit + 1 == 4 && tier + 1 == "x1" && double == 4 && again == 5',
    'number(tier) == 4 && string(limit) == "4" && dyn(tier) == 4',
    'steps.create.response.status > 300 && steps.create.response.body.x > 1',
    'env.LIMIT == "4" && "x" in interaction.SIP',
    'vip == true && vip',
    'interaction.SUMMARY.contains("a") && size(interaction.TURNS) > 3',
    'ticketId == null',
  ])('%s is fine', (condition) => {
    expect(says(condition)).toEqual([]);
  });

  it('looks at what may have run, not at what is written: the last writer that always ran decides', () => {
    const decided = (lines: string[], more: Parameters<typeof aFlow>[0] = []): string[] => {
      const nodes = [start, anAssignment('text', { x: 'a' }), anAssignment('number', { x: 1 }), ...more];
      const flow = aFlow([...nodes, aDecision('end', { yes: 'x == 1' })], lines);
      return typesFit.find(buildContext(flow, {})).map(({ code }) => code);
    };
    expect(decided(['start -> number', 'number -> text', 'text -> end'])).toEqual(['E_TYPE']);
    expect(decided(['start -> text', 'text -> number', 'number -> end'])).toEqual([]);
    expect(decided(['start -> number', 'number -> text', 'text -> end', 'number -> end'])).toEqual([]);
  });

  it('reads templates in every field, rows of Set Variable one after another', () => {
    const flow = aFlow(
      [
        start,
        anAssignment('set', { a: '{{limit}}', b: '{{a == "x"}}', c: ['{{tier - 1}}'] }),
        aRequest('send', {
          url: 'https://desk.example/{{tier / 2}}',
          headers: [{ name: 'X-A', value: 'x {{upper([1])}}' }],
        }),
      ],
      ['start -> set', 'set -> send'],
    );
    const found = typesFit.find(buildContext(flow, {}));
    expect(found.map(({ nodeKey, fieldPath, range }) => [nodeKey, fieldPath, range?.from])).toEqual([
      ['set', 'config.assignments.1.value', 2],
      ['set', 'config.assignments.2.value.0', 2],
      ['send', 'config.url', 23],
      ['send', 'config.headers.0.value', 10],
    ]);
  });

  it('looks at the rows of the builder too', () => {
    const rows = [
      { left: '{{visits}}', op: '>', right: '3' },
      { left: '{{visits|0}}', op: '>', right: 3 },
      { left: '{{visits}}', op: '==', right: 3 },
    ];
    const flow = aFlow([start, aDecision('end', { yes: { all: rows } })], ['start -> end']);
    const found = typesFit.find(buildContext(flow, {}));
    expect(found.map(({ code, fieldPath }) => `${code} ${fieldPath ?? ''}`)).toEqual([
      'W_NULL_COMPARED config.branches.0.when.all.0.left',
    ]);
  });

  it('tells the author what it is and how to mend it', () => {
    const flow = aFlow([start, aDecision('end', { yes: 'limit == "4"', no: 'visits > 3' })], ['start -> end']);
    expect(typesFit.find(buildContext(flow, {})).map(({ message }) => message)).toEqual([
      'A number never equals text: write number(…) around the text, or take the quotes away.',
      'visits may be absent, and then this is false. If that is not meant, give it a default: default(visits, 0).',
    ]);
  });
});
