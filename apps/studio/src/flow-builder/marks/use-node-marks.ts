import type { FlowNode } from '@aftercall/flow-model';
import { useMemo } from 'react';
import { useAuthProfiles } from '../workbench/use-surroundings.ts';
import { useAction, useCheck, useFlow, useSample } from '../workbench/workbench-context.ts';
import { marksOf, type NodeMark } from './node-marks.ts';

/** By node key, the marks of each node. */
export function useNodeMarks(): ReadonlyMap<string, readonly NodeMark[]> {
  const flow = useFlow();
  const sent = useSample((sample) => sample.sent);
  const pinned = useSample((sample) => sample.pinned);
  const profiles = useAuthProfiles();
  const changes = useCheck((check) => check.changes);
  const hasLive = useAction().live !== undefined;
  return useMemo(() => {
    const mtlsProfiles = new Set((profiles ?? []).filter(showsCertificate).map(({ name }) => name));
    const known = (node: FlowNode) => ({
      sample: { sent, pinned },
      mtlsProfiles,
      isLive: hasLive && !changes.has(node.key),
    });
    return new Map(flow.nodes.map((node) => [node.key, marksOf(node, known(node))]));
  }, [flow, sent, pinned, profiles, changes, hasLive]);
}

/** Kinds grow: a registry may know more than this release. */
export function showsCertificate({ kind }: { readonly kind: string }): boolean {
  return kind === 'MTLS';
}
