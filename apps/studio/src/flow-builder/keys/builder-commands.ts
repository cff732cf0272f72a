import { cutOut, duplicateNodes } from '../edit/paste-nodes.ts';
import { disconnect, edgeId } from '../edit/connect.ts';
import { nudgeNodes } from '../edit/move-nodes.ts';
import { removeNodes } from '../edit/remove-nodes.ts';
import { tidy } from '../edit/tidy.ts';
import { neighbourOf, withDownstream, withUpstream, type Direction } from '../edit/walk-flow.ts';
import { announce } from '../../ui/announcements.ts';
import { nodeOf, titlesOf } from '../edit/node-title.ts';
import { sendRequest } from '../send/send-request.ts';
import { startTestRun } from '../test-run/start-test-run.ts';
import { focusCanvas, focusNode } from '../workbench/focus-node.ts';
import type { Workbench } from '../workbench/workbench.ts';

/** The nodes that a key acts on: the chosen ones, unless the focus stands on another. */
export function actingNodes({ view, flow }: Workbench): readonly string[] {
  const { selected, focused } = view.getState();
  const isFocusOnCard = document.activeElement?.closest('.react-flow__node') !== null;
  const isThere = flow.nodes.some(({ key }) => key === focused);
  if (focused === undefined || !isThere || selected.includes(focused)) return selected;
  return isFocusOnCard || selected.length === 0 ? [focused] : selected;
}

/** Moves the focus along the flow. */
export function walk(workbench: Workbench, direction: Direction): void {
  const { flow, view } = workbench;
  const { focused, selected } = view.getState();
  const from = focused ?? selected[0];
  const next = from === undefined ? flow.nodes[0]?.key : neighbourOf(flow, from, direction);
  if (next === undefined) return;
  workbench.show({ focused: next });
  focusNode(next);
}

/** Moves the chosen nodes by steps of the grid; five key presses in a row are one step of the history. */
export function nudge(workbench: Workbench, steps: { x: number; y: number }): void {
  const keys = actingNodes(workbench);
  if (workbench.edit((flow) => nudgeNodes(flow, keys, steps), `nudge ${keys.join(' ')}`)) {
    announce(`Moved ${titlesOf(workbench.flow, keys)}`);
  }
}

/** Takes away what is chosen: nodes, or an edge. */
export function removeChosen(workbench: Workbench): void {
  const { selectedEdges } = workbench.view.getState();
  const keys = actingNodes(workbench);
  const edges = workbench.flow.edges.filter((edge) => selectedEdges.includes(edgeId(edge)));
  const isDone =
    keys.length === 0 && edges.length > 0
      ? workbench.edit((flow) => disconnect(flow, edges))
      : workbench.edit((flow) => removeNodes(flow, keys));
  if (isDone) setTimeout(focusCanvas, 0);
}

export function duplicateChosen(workbench: Workbench): void {
  const keys = actingNodes(workbench);
  workbench.edit((flow) => duplicateNodes(flow, keys));
}

export function selectAll(workbench: Workbench): void {
  workbench.select(workbench.flow.nodes.map(({ key }) => key));
  announce(`${String(workbench.flow.nodes.length)} steps selected`);
}

/** Everything before or after the chosen nodes, and they themselves. */
export function selectWay(workbench: Workbench, way: 'up' | 'down'): void {
  const from = actingNodes(workbench);
  const keys = way === 'up' ? withUpstream(workbench.flow, from) : withDownstream(workbench.flow, from);
  workbench.select([...keys]);
  announce(`${String(keys.size)} steps selected`);
}

/** Chooses the node under the focus; `isMore` adds it to what is chosen, or takes it out again. */
export function chooseFocused(workbench: Workbench, isMore: boolean): void {
  const { focused, selected } = workbench.view.getState();
  if (focused === undefined) return;
  const without = selected.filter((key) => key !== focused);
  const keys = isMore ? (without.length === selected.length ? [...selected, focused] : without) : [focused];
  workbench.show({ selected: keys, selectedEdges: [] });
  announce(keys.includes(focused) ? `Selected ${titlesOf(workbench.flow, keys)}` : 'Deselected');
}

export function openFocused(workbench: Workbench): void {
  const [key] = actingNodes(workbench);
  if (key !== undefined) workbench.goTo(key);
}

export function renameChosen(workbench: Workbench): void {
  const [key] = actingNodes(workbench);
  const isStart = workbench.flow.nodes.find((node) => node.key === key)?.kind === 'start';
  if (key !== undefined && !isStart) workbench.open({ type: 'rename', key });
}

export function connectChosen(workbench: Workbench): void {
  const [key] = actingNodes(workbench);
  if (key !== undefined) workbench.open({ type: 'connect', from: key });
}

export function tidyChosen(workbench: Workbench): void {
  const { selected } = workbench.view.getState();
  workbench.edit((flow) => tidy(flow, selected));
}

/** In a request it is sent; on the canvas the flow is tried to the chosen step. */
export function sendOrTest(workbench: Workbench): void {
  const inspector = document.querySelector('[data-testid="inspector"]');
  const [chosen] = workbench.view.getState().selected;
  const node = chosen === undefined ? undefined : nodeOf(workbench.flow, chosen);
  if (inspector?.contains(document.activeElement) === true && node?.kind === 'apiRequest') {
    void sendRequest(workbench, node.key, 'REQUEST');
    return;
  }
  const upTo = actingNodes(workbench).find((key) => nodeOf(workbench.flow, key)?.kind !== 'start');
  workbench.show({ drawer: { type: 'testRun', upTo } });
  void startTestRun(workbench, { targets: 'MOCKED', upTo });
}

/** Whether there is anything to copy. */
export function hasCopyable(workbench: Workbench): boolean {
  return cutOut(workbench.flow, actingNodes(workbench)).nodes.length > 0;
}
