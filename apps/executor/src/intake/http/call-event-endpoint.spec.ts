import { batch, ended, json, openDoor } from './testing/open-door.ts';

describe('POST /v1/call-events', () => {
  it('answers 202 with what was new and begins its run', async () => {
    const door = openDoor();
    const answer = await door.send(ended('c-1'));
    expect(answer).toMatchObject({ status: 202, body: { events: [{ id: 'evt-c-1', callId: 'c-1', status: 'new' }] } });
    expect(door.begun.map(({ identity }) => identity.callId)).toEqual(['c-1']);
  });

  it('tells a repetition as a duplicate and begins nothing for it', async () => {
    const door = openDoor();
    await door.send(ended('c-1'));
    expect(await door.send(ended('c-1', {}, { id: 'another-id' }))).toMatchObject({
      status: 202,
      body: { events: [{ status: 'duplicate' }] },
    });
    expect(door.begun).toHaveLength(1);
  });

  it('reads binary mode', async () => {
    const door = openDoor();
    const { data, ...attributes } = ended('c-1');
    const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
    const answer = await door.post('application/json; charset=utf-8', JSON.stringify(data), headers);
    expect(answer).toMatchObject({ status: 202, body: { events: [{ id: 'evt-c-1', status: 'new' }] } });
  });

  it('keeps the good ones of a batch and names what is wrong with the others', async () => {
    const door = openDoor();
    const events = [ended('c-1'), ended('c-2', { callId: undefined }), ended('c-3', { outcome: 7 }), ended('c-1')];
    const answer = await door.post(batch, JSON.stringify(events));
    expect(answer).toMatchObject({
      status: 400,
      body: {
        events: [
          { callId: 'c-1', status: 'new' },
          { id: 'evt-c-2', status: 'refused', problem: { code: 'INVALID', path: 'data.callId' } },
          { callId: 'c-3', status: 'refused', problem: { code: 'INVALID', path: 'data.outcome' } },
          { callId: 'c-1', status: 'duplicate' },
        ],
      },
    });
    expect([...door.ledger.kept.values()].map(({ admission }) => admission.event.data.callId)).toEqual(['c-1']);
  });

  it.each<[string, string | undefined, string, number, string]>([
    ['not JSON', json, '{"specversion"', 400, 'UNREADABLE'],
    ['nothing', json, '', 400, 'EMPTY'],
    ['an empty batch', batch, '[]', 400, 'EMPTY'],
    ['a batch that is no list', batch, '{}', 400, 'UNREADABLE'],
    ['101 events', batch, JSON.stringify(Array.from({ length: 101 }, (_, i) => ended(`c-${i}`))), 413, 'TOO_LARGE'],
    ['plain JSON without ce- headers', 'application/json', '{}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a form', 'application/x-www-form-urlencoded', 'a=b', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['no content type', undefined, '{}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['another charset', `${json}; charset=iso-8859-1`, JSON.stringify(ended('c-1')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['UTF-16', `${json};charset="utf-16"`, JSON.stringify(ended('c-1')), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses %s with a problem', async (_what, type, body, status, code) => {
    const door = openDoor();
    const answer = await door.post(type, body);
    expect(answer).toMatchObject({ status, body: { code, requestId: expect.any(String) as string } });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(door.ledger.kept.size).toBe(0);
  });

  it('refuses a packed body, and takes one that says it is not packed, and UTF-8 by any of its names', async () => {
    const door = openDoor();
    const event = JSON.stringify(ended('c-1'));
    expect(await door.post(json, event, { 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
      body: { code: 'UNSUPPORTED_MEDIA_TYPE' },
    });
    expect(door.ledger.kept.size).toBe(0);
    expect(await door.post(`${json}; charset="UTF-8"`, event, { 'content-encoding': 'identity' })).toMatchObject({
      status: 202,
    });
    expect(await door.post(`${json};charset=utf8`, event)).toMatchObject({ status: 202 });
  });

  it('keeps every digit of a long number, and reads past a byte order mark', async () => {
    const door = openDoor();
    const event = JSON.stringify(ended('c-1', { variables: { customerId: 0 } }));
    const answer = await door.post(
      json,
      `\uFEFF${event.replace('"customerId":0', '"customerId":12345678901234567890')}`,
    );
    expect(answer).toMatchObject({ status: 202 });
    const [kept] = [...door.ledger.kept.values()];
    expect(kept?.admission.event.data['variables']).toEqual({ customerId: '12345678901234567890' });
  });

  it('replaces bytes that are no UTF-8, and notes it on the event that held them', async () => {
    const door = openDoor();
    const text = JSON.stringify([ended('c-1', { summary: 'a|b' }), ended('c-2')]);
    const [before = '', after = ''] = text.split('|');
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
    expect(await door.post(batch, body)).toMatchObject({ status: 202 });
    const kept = [...door.ledger.kept.values()].map(({ admission }) => admission.event);
    expect(kept.map(({ note }) => note)).toEqual(['CHARACTERS_REPLACED', undefined]);
    expect(kept[0]?.data['summary']).toBe('a\uFFFDb');
  });

  it('refuses one event of more than 1 MB, and a request of more than 10 MB', async () => {
    const door = openDoor();
    const large = await door.send(ended('c-1', { summary: 'x'.repeat(5 * 1024 * 1024) }));
    expect(large).toMatchObject({
      status: 413,
      body: { events: [{ id: 'evt-c-1', callId: 'c-1', status: 'refused', problem: { code: 'TOO_LARGE' } }] },
    });
    const huge = await door.post(json, Buffer.alloc(11 * 1024 * 1024, 'x'));
    expect(huge).toMatchObject({ status: 413, body: { code: 'TOO_LARGE' } });
    expect(door.ledger.kept.size).toBe(0);
  });

  it('tells 400 when only some of the refused are too large', async () => {
    const door = openDoor();
    const events = [ended('c-1', { summary: 'x'.repeat(1024 * 1024 + 1) }), ended('c-2', { agentId: '' })];
    expect(await door.post(batch, JSON.stringify(events))).toMatchObject({ status: 400 });
    expect(await door.post(batch, JSON.stringify([events[0], ended('c-3')]))).toMatchObject({ status: 413 });
  });

  it('refuses an event that names another workspace, and takes one that names its own', async () => {
    const door = openDoor();
    expect(await door.send(ended('c-1', {}, { workspace: 'globex' }))).toMatchObject({
      status: 400,
      body: { events: [{ problem: { code: 'WORKSPACE_NOT_ALLOWED', path: 'workspace' } }] },
    });
    expect(await door.send(ended('c-1', {}, { workspace: 'acme' }))).toMatchObject({ status: 202 });
  });

  it('answers 401 without detail before it reads anything', async () => {
    const door = openDoor();
    const answer = await door.post(json, JSON.stringify(ended('c-1')), { authorization: 'Bearer wrong' });
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(JSON.stringify(answer.body)).not.toContain('wrong');
  });

  it('asks to come again before the first snapshot, and when the ledger does not answer', async () => {
    const early = await openDoor({ isReady: false }).send(ended('c-1'));
    expect(early).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { code: 'NOT_READY' } });
    const door = openDoor();
    door.ledger.failNext(Object.assign(new Error('secret detail'), { code: 'POSTGRES_UNAVAILABLE' }));
    const away = await door.send(ended('c-1'));
    expect(away).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { code: 'POSTGRES_UNAVAILABLE' },
    });
    expect(JSON.stringify(away.body)).not.toContain('secret detail');
    expect(await door.send(ended('c-1'))).toMatchObject({ status: 202, body: { events: [{ status: 'new' }] } });
  });

  it('gives an unknown fault only as a code and a request id', async () => {
    const door = openDoor();
    door.ledger.failNext(new Error('secret detail'));
    const answer = await door.send(ended('c-1'));
    expect(answer).toMatchObject({ status: 500, body: { code: 'INTERNAL' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret detail');
    expect(door.log.join('')).toContain(String(answer.body['requestId']));
  });

  it('parks runs that have no room in memory', async () => {
    const door = openDoor();
    door.room.isThere = false;
    expect(await door.send(ended('c-1'))).toMatchObject({ status: 202 });
    expect(door.begun).toEqual([]);
    expect(door.ledger.parked).toHaveLength(1);
  });
});
