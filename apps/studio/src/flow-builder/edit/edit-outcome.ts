import type { FlowDocument } from '@aftercall/flow-model';

/** What an edit made of a flow, or why it was refused. */
export type EditOutcome =
  | {
      readonly ok: true;
      readonly flow: FlowDocument;
      /** The effect in words, for the live region and the tooltip of Undo: "Connected Get customer success to Route". */
      readonly says: string;
      /** Keys of the nodes to select afterwards; left out = the selection stays. */
      readonly select?: readonly string[];
    }
  | {
      readonly ok: false;
      /** One sentence for the author. */
      readonly problem: string;
    };

export function refuse(problem: string): EditOutcome {
  return { ok: false, problem };
}
