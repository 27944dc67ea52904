import type { Frozen } from '#checker/dsl';
import { movedText, nameOf, setText } from '../../words.js';
import { highWatermark, type State } from './state.js';

export const replicaName = (id: number): string => nameOf('replica', id);

/** What came of a step: the ISR that the controller has decided on, and the high watermark, which nobody writes down. */
export const tells = (before: Frozen<State>, after: Frozen<State>): string[] => [
  ...(after.controller.version === before.controller.version
    ? []
    : [`the ISR of version ${after.controller.version} is ${setText(after.controller.isr)}`]),
  ...movedText('the high watermark', highWatermark(before), highWatermark(after)),
];
