import { runEffect } from "./wizardEffects";
import { reduce } from "./wizardMachine";
import type { Turn, WizardEvent, WizardState } from "./wizardState";
import { keepWizard } from "./wizardStore";

/** Runs the machine: holds its state, keeps it on the phone, does its effects. Ends with the attempt or with the page. */
export class WizardShell {
  readonly #listeners = new Set<() => void>();
  readonly #deliveries = { running: false };
  readonly #open: (deviceId: number | null) => void;
  #state: WizardState;
  #ended = false;

  constructor(first: Turn, open: (deviceId: number | null) => void) {
    this.#open = open;
    this.#state = first.state;
    this.#take(first);
  }

  get state(): WizardState {
    return this.#state;
  }

  readonly dispatch = (event: WizardEvent): void => {
    if (!this.#ended) this.#take(reduce(this.#state, event, Date.now()));
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The page goes: answers still on their way come too late. What was kept stays for the next time. */
  close(): void {
    this.#ended = true;
  }

  #take({ state, effects }: Turn): void {
    this.#state = state;
    if (effects.some((effect) => effect.type === "forget")) this.#ended = true;
    else void keepWizard(state);
    const context = {
      dispatch: this.dispatch,
      outbox: () => this.#state.outbox,
      deliveries: this.#deliveries,
      open: this.#open,
    };
    for (const effect of effects) void runEffect(effect, context);
    for (const listener of this.#listeners) listener();
  }
}
