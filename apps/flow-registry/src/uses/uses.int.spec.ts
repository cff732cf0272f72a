import { Author, flowWith } from '../testing/postgres/author.ts';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';

describe('constants that flows use', () => {
  let registry: RunningRegistry;
  let ada: Author;
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    ada = await Author.signIn(registry, 'ada');
  });
  afterAll(() => registry.stop());

  const reading = (expression: string) =>
    flowWith((flow) => {
      flow.nodes[2]!.config['url'] = `https://desk.example/{{${expression}}}`;
    });
  const remove = (name: string) =>
    ada.change(
      'deleteConstant',
      { name },
      'constant { name usedBy { name } } problems: userErrors { __typename ... on InUseProblem { usedBy { id name } } }',
    );

  it('cannot be deleted while a draft or a live version reads them, and the refusal lists the actions', async () => {
    await ada.change('setConstant', { name: 'CRM_URL', value: 'x' }, 'constant { name }');
    const [drafted, published, spoken] = [
      await ada.newAction('Drafted'),
      await ada.newAction('Published'),
      await ada.newAction('Spoken of'),
    ];
    await ada.save(drafted, 1, reading('env.CRM_URL'));
    await ada.save(published, 1, reading('env["CRM_URL"]'));
    await ada.publish(published, 2);
    await ada.save(published, 2);
    await ada.save(spoken, 1, reading('CRM_URL'));

    const refused = await remove('CRM_URL');
    expect(refused).toMatchObject({
      constant: null,
      userErrors: [
        { code: 'IN_USE', path: ['input', 'name'], message: expect.stringContaining('"Drafted" and 1 more') },
      ],
      problems: [
        {
          __typename: 'InUseProblem',
          usedBy: [
            { id: drafted, name: 'Drafted' },
            { id: published, name: 'Published' },
          ],
        },
      ],
    });
    const { constants } = await registry.data('{ constants { name usedBy { name } } }');
    expect(constants).toEqual([{ name: 'CRM_URL', usedBy: [{ name: 'Drafted' }, { name: 'Published' }] }]);

    await ada.save(drafted, 2);
    await ada.publish(published, 3);
    expect(await remove('CRM_URL')).toMatchObject({ constant: { name: 'CRM_URL', usedBy: [] }, userErrors: [] });
  });

  it('can be deleted when only an archived action reads them', async () => {
    await ada.change('setConstant', { name: 'OLD', value: 'x' }, 'constant { name }');
    const id = await ada.newAction('Old');
    await ada.save(id, 1, reading('env.OLD'));
    expect((await remove('OLD')).userErrors).toMatchObject([{ code: 'IN_USE' }]);
    await ada.change('archiveAction', { actionId: id });
    expect((await remove('OLD')).userErrors).toEqual([]);
  });
});
