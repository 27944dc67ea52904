import type { Rules } from '../rules.js';

/** The rules of delivery, and when a leader gives up what it has proposed. */
export interface AnswerRules extends Rules {
  /** Whether a leader that knows one version forgets its proposal when this one comes as metadata, which is no older. */
  readonly forgetsProposal: (version: number, known: number) => boolean;
}
