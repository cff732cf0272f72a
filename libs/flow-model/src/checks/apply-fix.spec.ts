import { applyFix } from './apply-fix.ts';
import type { PatchOperation } from './fix.ts';

const apply = (document: unknown, ...patch: PatchOperation[]) => applyFix(document, { label: 'Mend it', patch });

describe('applying a fix', () => {
  it.each<[unknown, PatchOperation, unknown]>([
    [{ a: 1, b: 2 }, { op: 'remove', path: '/a' }, { b: 2 }],
    [{ a: [1, 2, 3] }, { op: 'remove', path: '/a/1' }, { a: [1, 3] }],
    [{ a: [1, 3] }, { op: 'add', path: '/a/1', value: 2 }, { a: [1, 2, 3] }],
    [{ a: [1] }, { op: 'add', path: '/a/-', value: 2 }, { a: [1, 2] }],
    [{ a: [1] }, { op: 'replace', path: '/a/0', value: { b: 2 } }, { a: [{ b: 2 }] }],
    [{ 'a/b~c': 1 }, { op: 'replace', path: '/a~1b~0c', value: 2 }, { 'a/b~c': 2 }],
    [{ a: 1 }, { op: 'replace', path: '', value: [] }, []],
  ])('%j, %j gives %j', (document, operation, fixed) => {
    const before = structuredClone(document);
    expect(apply(document, operation)).toEqual({ ok: true, document: fixed });
    expect(document).toEqual(before);
  });

  it.each<[unknown, PatchOperation]>([
    [{ a: 1 }, { op: 'remove', path: '/b' }],
    [{ a: [1] }, { op: 'replace', path: '/a/1', value: 2 }],
    [{ a: [1] }, { op: 'remove', path: '/a/x' }],
    [{ a: 1 }, { op: 'remove', path: '/a/b' }],
    [{ a: 1 }, { op: 'remove', path: '/constructor/name' }],
    [{ a: 1 }, { op: 'remove', path: '' }],
  ])('does not change %j by %j', (document, operation) => {
    expect(apply(document, operation)).toEqual({
      ok: false,
      problem: expect.stringContaining(operation.path) as string,
    });
  });

  it('reaches no prototype', () => {
    const fixed = apply({}, { op: 'add', path: '/__proto__', value: { admin: true } });
    expect(fixed.ok && Object.hasOwn(fixed.document as object, '__proto__')).toBe(true);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(apply({}, { op: 'add', path: '/__proto__/admin', value: true }).ok).toBe(false);
  });
});
