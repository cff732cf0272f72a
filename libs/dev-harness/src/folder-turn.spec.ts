import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFolderTurn } from './folder-turn.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'aftercall-turn-'));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

describe('takeFolderTurn', () => {
  it('lets one at a time, and leaves nothing', async () => {
    const folder = join(place, 'made');
    const order: string[] = [];
    const endFirst = await takeFolderTurn(folder);
    const second = takeFolderTurn(folder).then((end) => {
      order.push('second');
      end();
    });
    order.push('first');
    endFirst();
    await second;
    expect(order).toEqual(['first', 'second']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits no longer than it is wanted to', async () => {
    const end = await takeFolderTurn(place);
    const stopping = new AbortController();
    const waiting = takeFolderTurn(place, stopping.signal);
    stopping.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    end();
  });
});
