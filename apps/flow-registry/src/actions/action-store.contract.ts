import { randomUUID } from 'node:crypto';
import type { PublishedFeed } from '../published/published-feed.ts';
import { actionKey } from '../published/published-entry.ts';
import type { ActionFilter, ActionStore } from './action-store.ts';
import { withDraft } from './change-draft.ts';
import type { Doing } from './draft.ts';
import { archived, openAction, publish, withEnabled, withNaming, type PostCallAction } from './post-call-action.ts';

export interface ActionStoreUnderTest {
  store: ActionStore;
  feed: PublishedFeed;
  close: () => Promise<void>;
}

/** What use cases rely on, whatever keeps the actions. Workspaces `left` and `right` exist. */
export function actionStoreContract(name: string, make: () => Promise<ActionStoreUnderTest>): void {
  describe(`${name} as an action store`, () => {
    let parts: ActionStoreUnderTest;
    beforeAll(async () => {
      parts = await make();
    });
    afterAll(() => parts.close());

    let made = 0;
    const doing = (): Doing => ({ by: 'ada', at: new Date(Date.UTC(2026, 10, 20, 9, 0, made)) });
    const added = async (workspace = 'left', named?: string): Promise<PostCallAction> => {
      made += 1;
      const action = openAction(
        randomUUID(),
        { name: named ?? `Action ${made}`, description: '', agentIds: ['agent-1'] },
        doing(),
      );
      expect(await parts.store.add(workspace, action)).toEqual({ revision: expect.any(Number) });
      return action;
    };
    const publishNext = (action: PostCallAction): ReturnType<typeof publish> =>
      publish(
        action,
        {
          expectedRevision: action.draft.revision,
          note: 'n',
          check: (draft) => ({ ok: true, flow: draft.draft.flow as never }),
        },
        doing(),
      );

    it('gives back what it was given', async () => {
      const action = await added();
      expect(await parts.store.findMany('left', [action.id])).toEqual([action]);
    });

    it('keeps what was decided, and nothing when nothing was', async () => {
      const action = await added();
      const flow = { format: 1, nodes: [], edges: [], second: { b: 1, a: 2 } };
      const outcome = await parts.store.change('left', action.id, (one) =>
        withDraft(one, { expectedRevision: 1, flow }, doing()),
      );
      expect(outcome).toMatchObject({ ok: true, value: { draft: { revision: 2 } } });
      const stale = await parts.store.change('left', action.id, (one) =>
        withDraft(one, { expectedRevision: 1, flow: {} }, doing()),
      );
      expect(stale).toMatchObject({ ok: false, problems: [{ code: 'STALE_REVISION' }] });
      const [kept] = await parts.store.findMany('left', [action.id]);
      expect(kept?.draft).toMatchObject({ revision: 2, flow });
      expect(JSON.stringify(kept?.draft.flow)).toBe(JSON.stringify(flow));
    });

    it('loses no change when many callers collide', async () => {
      const action = await added();
      const rename = (index: number) =>
        parts.store.change('left', action.id, (one) =>
          withNaming(one, { description: `${one.description}${index}` }, doing()),
        );
      await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(rename));
      const [kept] = await parts.store.findMany('left', [action.id]);
      expect(
        Array.from(kept?.description ?? '')
          .sort()
          .join(''),
      ).toBe('01234567');
    });

    it('keeps versions, and publishes the live one under the revision that it answers', async () => {
      const action = await added();
      const first = await parts.store.change('left', action.id, publishNext);
      const second = await parts.store.change('left', action.id, publishNext);
      expect([first, second]).toMatchObject([
        { ok: true, value: { version: { number: 1 } } },
        { ok: true, value: { version: { number: 2 } } },
      ]);
      const numbers = [1, 2, 3].map((number) => ({ actionId: action.id, number }));
      const versions = await parts.store.findVersions('left', numbers);
      expect(versions.map((version) => version.number).sort()).toEqual([1, 2]);
      expect(versions[0]).toMatchObject({ actionId: action.id, note: 'n', publishedBy: 'ada' });
      const listed = await parts.store.listVersions('left', action.id, { first: 1, after: undefined });
      expect(listed).toMatchObject({ rows: [{ number: 2 }], hasMore: true });
      const revision = await parts.feed.revisionOf(actionKey('left', action.id));
      expect(second).toMatchObject({ revision });
      const { entries } = await parts.feed.entriesAfter((revision ?? 0) - 1);
      expect(entries[0]?.value).toMatchObject({ actionId: action.id, version: { number: 2 } });
    });

    it('tells the heads of actions and versions, which have all but the flow', async () => {
      const action = await added();
      await parts.store.change('left', action.id, publishNext);
      const [whole] = await parts.store.findMany('left', [action.id]);
      const [head] = await parts.store.findHeads('left', [action.id, randomUUID()]);
      expect(head?.action.draft).not.toHaveProperty('flow');
      expect(whole).toEqual({ ...head?.action, draft: { ...head?.action.draft, flow: action.draft.flow } });
      const [version] = await parts.store.findVersionHeads('left', [{ actionId: action.id, number: 1 }]);
      expect(version).toEqual(head?.live);
      expect(version).toMatchObject({ actionId: action.id, number: 1, note: 'n', publishedBy: 'ada' });
      expect(version).not.toHaveProperty('flow');
      expect(await parts.store.findHeads('right', [action.id])).toEqual([]);
      expect(await parts.store.findVersionHeads('right', [{ actionId: action.id, number: 1 }])).toEqual([]);
    });

    it('publishes nothing when only the draft or the description changed', async () => {
      const action = await added();
      const { revision } = await parts.feed.entriesAfter(0);
      await parts.store.change('left', action.id, (one) => withDraft(one, { expectedRevision: 1, flow: {} }, doing()));
      await parts.store.change('left', action.id, (one) => withNaming(one, { description: 'said' }, doing()));
      expect((await parts.feed.entriesAfter(0)).revision).toBe(revision);
    });

    it('takes each name once, letter case aside, until its action is archived', async () => {
      const action = await added('left', 'Taken');
      const other = await added('left', 'Other');
      const again = openAction(randomUUID(), { name: 'TAKEN', description: '', agentIds: [] }, doing());
      expect(await parts.store.add('left', again)).toBe('name-taken');
      expect(await parts.store.change('left', other.id, (one) => withNaming(one, { name: 'taken' }, doing()))).toBe(
        'name-taken',
      );
      await added('right', 'Taken');
      await parts.store.change('left', action.id, (one) => archived(one, undefined, doing()));
      expect(await parts.store.add('left', again)).toEqual({ revision: expect.any(Number) });
    });

    it("knows nothing of another workspace's actions", async () => {
      const action = await added('right');
      expect(await parts.store.findMany('left', [action.id])).toEqual([]);
      expect(await parts.store.change('left', action.id, () => ({ outcome: { ok: true, value: 1 } }))).toBe(
        'not-found',
      );
      await parts.store.change('right', action.id, publishNext);
      expect(await parts.store.findVersions('left', [{ actionId: action.id, number: 1 }])).toEqual([]);
      expect((await parts.store.listVersions('left', action.id, { first: 1, after: undefined })).rows).toEqual([]);
      const listed = await parts.store.list('left', { includeArchived: true }, { first: 100, after: undefined });
      expect(listed.rows.map(({ action }) => action.id)).not.toContain(action.id);
    });

    it('lists newest first, by agent, without the archived ones unless asked', async () => {
      const agentId = `agent-${randomUUID()}`;
      const at = new Date(Date.UTC(2026, 0, 1));
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        made += 1;
        const action = openAction(
          randomUUID(),
          { name: `Listed ${made}`, description: '', agentIds: [agentId] },
          { by: 'ada', at },
        );
        await parts.store.add('left', action);
        ids.push(action.id);
      }
      const seen: string[] = [];
      let after: { at: Date; id: string } | undefined;
      for (let page = 0; page < 3; page += 1) {
        const { rows, hasMore } = await parts.store.list('left', { agentId }, { first: 2, after });
        seen.push(...rows.map(({ action }) => action.id));
        const last = rows.at(-1)?.action;
        after = last && { at: last.createdAt, id: last.id };
        expect(hasMore).toBe(page < 2);
      }
      expect(seen).toEqual([...ids].sort().reverse());
      await parts.store.change('left', ids[0] ?? '', (one) => archived(one, undefined, doing()));
      const count = async (includeArchived: boolean): Promise<number> =>
        (await parts.store.list('left', { agentId, includeArchived }, { first: 100, after: undefined })).rows.length;
      expect([await count(false), await count(true)]).toEqual([4, 5]);
      const counted = await parts.store.list('left', { agentId }, { first: 1, after, withTotal: true });
      expect(counted.total).toBe(4);
    });

    it('finds by state and by text', async () => {
      const agentId = `agent-${randomUUID()}`;
      const open = async (name: string, description: string): Promise<string> => {
        const action = openAction(randomUUID(), { name, description, agentIds: [agentId] }, doing());
        await parts.store.add('left', action);
        return action.id;
      };
      const ids = {
        fresh: await open('Fresh 100%', 'of_no state'),
        live: await open('Live', 'tells the CRM'),
        paused: await open('Paused', ''),
        gone: await open('Gone\\', ''),
      };
      const nameOf = (id: string): string => Object.entries(ids).find(([, one]) => one === id)?.[0] ?? '';
      for (const id of [ids.live, ids.paused]) await parts.store.change('left', id, publishNext);
      await parts.store.change('left', ids.paused, (one) => withEnabled(one, false, doing()));
      await parts.store.change('left', ids.gone, (one) => archived(one, undefined, doing()));
      const found = async (filter: ActionFilter): Promise<string> => {
        const request = { first: 100, after: undefined, withTotal: true };
        const { rows, total } = await parts.store.list('left', { agentId, ...filter }, request);
        expect(total).toBe(rows.length);
        return rows
          .map(({ action }) => nameOf(action.id))
          .sort()
          .join(' ');
      };
      expect(await found({})).toBe('fresh live paused');
      expect(await found({ status: ['NOT_PUBLISHED'] })).toBe('fresh');
      expect(await found({ status: ['LIVE', 'PAUSED'] })).toBe('live paused');
      expect(await found({ status: ['ARCHIVED'] })).toBe('gone');
      expect(await found({ status: [] })).toBe('');
      expect(await found({ search: 'crm' })).toBe('live');
      expect(await found({ search: '0%' })).toBe('fresh');
      expect(await found({ search: '%' })).toBe('fresh');
      expect(await found({ search: 'f_n' })).toBe('fresh');
      expect(await found({ search: '\\', includeArchived: true })).toBe('gone');
      expect(await found({ search: 'e', status: ['LIVE'] })).toBe('live');
    });

    it('finds the actions whose draft or live version mentions a text, by name', async () => {
      const needle = `"N% ${randomUUID()}`;
      const mention = (text: string) => ({ format: 1, nodes: [{ text }], edges: [] });
      const drafted = await added('left', `B ${needle}`);
      const live = await added('left', `A ${needle}`);
      const gone = await added('left', `C ${needle}`);
      const other = await added('left', `D ${needle}`);
      const rewrite = (action: PostCallAction, expectedRevision: number, text: string) =>
        parts.store.change('left', action.id, (one) =>
          withDraft(one, { expectedRevision, flow: mention(text) }, doing()),
        );
      for (const action of [drafted, live, gone]) await rewrite(action, 1, needle);
      await rewrite(other, 1, needle.replace('%', 'x'));
      await parts.store.change('left', live.id, publishNext);
      await rewrite(live, 2, 'nothing');
      await parts.store.change('left', gone.id, (one) => archived(one, undefined, doing()));
      const found = await parts.store.findMentioning('left', ['something else', needle]);
      expect(found.map((one) => [one.action.id, one.live?.number])).toEqual([
        [live.id, 1],
        [drafted.id, undefined],
      ]);
      expect(await parts.store.findMentioning('right', [needle])).toEqual([]);
    });
  });
}
