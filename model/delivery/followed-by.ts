import type { Action } from '#checker/dsl';

/** An action, and what follows from it within the same step, whatever it was. */
export const followedBy =
  <Rules, State>(make: (rules: Rules) => Action<State>, after: (s: State) => void) =>
  (rules: Rules): Action<State> => {
    const action = make(rules);
    return {
      ...action,
      then: (chosen, s) => {
        action.then(chosen, s);
        after(s);
      },
    };
  };
