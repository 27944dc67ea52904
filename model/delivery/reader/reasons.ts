import type { Frozen } from '#checker/dsl';
import type { Due } from '../reasons.js';
import type { State } from './state.js';

type Whole = Frozen<State>;

/** What consumers have been shown, or what a step showed them first. */
export const shown = ({ history }: Whole, before?: Whole): Due => ({
  became: 'shown to a consumer',
  records: history.shown
    .filter(({ id, record }) => record >= 0 && (before?.history.shown[id]!.record ?? -1) < 0)
    .map(({ id, record }) => ({ record, offset: id })),
});
