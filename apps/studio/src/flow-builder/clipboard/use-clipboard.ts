import { useEffect } from 'react';
import { announce } from '../../ui/announcements.ts';
import { addCurlRequest } from '../edit/add-request.ts';
import { pasteNodes } from '../edit/paste-nodes.ts';
import { removeNodes } from '../edit/remove-nodes.ts';
import { titlesOf } from '../edit/node-title.ts';
import type { Point } from '../edit/places.ts';
import { actingNodes } from '../keys/builder-commands.ts';
import { isOnCanvas, isTyping } from '../keys/use-builder-keys.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { tellOfCurl } from '../curl/tell-of-curl.ts';
import { readPastedText, writeFragment } from './flow-fragment.ts';

/**
 * Copy, cut and paste by the browser's own events: they work on plain HTTP too, where `navigator.clipboard` is not there.
 * A text that is selected, and fields, keep them for themselves.
 */
export function useClipboard(): void {
  const workbench = useWorkbench();
  useEffect(() => {
    let pointer: Point | undefined;
    const onMove = ({ clientX, clientY }: PointerEvent): void => {
      pointer = { x: clientX, y: clientY };
    };
    const onCopy = (event: ClipboardEvent): void => copyChosen(workbench, event);
    const onPaste = (event: ClipboardEvent): void => {
      if (isElsewhere(event)) return;
      event.preventDefault();
      paste(workbench, event.clipboardData?.getData('text/plain') ?? '', pointer);
    };
    document.addEventListener('pointermove', onMove, { passive: true });
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('pointermove', onMove);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [workbench]);
}

function copyChosen(workbench: Workbench, event: ClipboardEvent): void {
  if (isElsewhere(event) || document.getSelection()?.isCollapsed === false) return;
  const keys = actingNodes(workbench);
  const text = writeFragment(workbench.flow, keys);
  if (text === undefined || event.clipboardData === null) return;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  if (event.type === 'cut') workbench.edit((flow) => removeNodes(flow, keys));
  else announce(`Copied ${titlesOf(workbench.flow, keys)}`);
}

/** At the pointer if it is over the canvas, else in its middle. */
function paste(workbench: Workbench, text: string, pointer: Point | undefined): void {
  const pasted = readPastedText(text);
  const at = workbench.placeOnCanvas(pointer);
  if (pasted.type === 'nothing') workbench.refuse(pasted.problem);
  else if (pasted.type === 'piece') workbench.edit((flow) => pasteNodes(flow, pasted.piece, at));
  else {
    workbench.edit((flow) => addCurlRequest(flow, pasted.request, at));
    tellOfCurl(workbench, pasted.request);
  }
}

function isElsewhere({ target }: ClipboardEvent): boolean {
  return isTyping(target) || !isOnCanvas(target);
}
