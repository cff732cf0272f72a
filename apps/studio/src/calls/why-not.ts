/** Why an action did not run for a call, and where that is decided. */
export interface WhyNot {
  /** Goes behind "did not run, because". */
  readonly because: string;
  /** The place that decides; undefined when there is none to go to. */
  readonly place: { readonly name: string; readonly to: string } | undefined;
}

interface Reason {
  readonly code: string;
  readonly message: string;
}

/** The reason in words. Codes that this Studio does not know are told by the registry's own message. */
export function whyNot(reason: Reason, actionId: string | undefined, outcome: string | null): WhyNot {
  const start = placeOf('Open Start', actionId, 'builder?node=start');
  const builder = placeOf('Open the flow', actionId, 'builder');
  const list = { name: 'Open Actions', to: '/actions' };
  const words: Readonly<Record<string, WhyNot>> = {
    OUTCOME_NOT_CHOSEN: { because: `outcome ${outcome ?? 'unknown'} is not ticked`, place: start },
    END_NODE_NOT_CHOSEN: { because: 'the End Call node that it reached is not chosen', place: start },
    CONDITION_FALSE: { because: `its condition was false: ${reason.message}`, place: start },
    EVENT_NOT_HEARD: { because: 'it hears another event', place: start },
    NOT_PUBLISHED: { because: 'it was not published then', place: builder },
    ACTION_PAUSED: { because: 'it was paused', place: list },
  };
  return words[reason.code] ?? { because: reason.message, place: builder };
}

function placeOf(name: string, actionId: string | undefined, path: string): WhyNot['place'] {
  return actionId === undefined ? undefined : { name, to: `/actions/${actionId}/${path}` };
}
