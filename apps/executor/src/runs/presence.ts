/** One for all: making an error, with its stack, costs more than anything else that a run does when it leaves. */
const LEFT = new Error('the run has left memory');

/** How long something is here. Its signal is made when somebody asks for it: nearly every run leaves without one. */
export class Presence {
  #controller: AbortController | undefined;
  #isOver = false;

  /** Aborted when it is over. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isOver) this.#controller.abort(LEFT);
    return this.#controller.signal;
  }

  end(): void {
    this.#isOver = true;
    this.#controller?.abort(LEFT);
  }
}
