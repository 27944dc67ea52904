import { protocol, withRules, type Action, type Choice, type Protocol } from '#checker/dsl';
import type { Rules } from '#model/delivery/rules';
import type { bounds, Broker, delivery, Seen, State } from '#model/delivery/state';

export type Delivery = Protocol<typeof delivery, typeof bounds, Rules>;
/** What is wrong with a protocol: another rule, or something about its actions. */
export type Flaw = Partial<Rules> | ((protocol: Delivery) => Delivery);

export const flawed = (whole: Delivery, ...flaws: readonly Flaw[]): Delivery =>
  flaws.reduce<Delivery>(
    (now, flaw) => (typeof flaw === 'function' ? flaw(now) : withRules(now, flaw)),
    whole,
  );

/** What actions choose, for those that note and mend. */
export interface ByBroker {
  readonly broker: Broker;
}
export interface ByFollower {
  readonly follower: Broker;
}
export interface ByLeader {
  readonly leader: Broker;
}

/** The same protocol, in which some actions are made into others. */
const remade =
  (names: readonly string[], remake: (action: Action<State>, rules: Rules) => Action<State>) =>
  (whole: Delivery): Delivery =>
    protocol({
      ...whole,
      actions: {
        ...whole.actions,
        ...Object.fromEntries(
          names.map((name) => [name, (rules: Rules) => remake(whole.actions[name]!(rules), rules)]),
        ),
      },
    });

/** With another guard. */
export const guardedBy = <Chosen>(
  names: readonly string[],
  when: (chosen: Chosen, s: Seen, rules: Rules) => boolean,
): ((whole: Delivery) => Delivery) =>
  remade(names, (action, rules) => ({ ...action, when: (chosen, s) => when(chosen as Chosen, s, rules) }));
/** Without a guard. */
export const unguarded = (...names: string[]): ((whole: Delivery) => Delivery) =>
  guardedBy(names, () => true);

/** With another choice. */
export const choosing = (
  name: string,
  choose: Readonly<Record<string, Choice<State, any>>>,
): ((whole: Delivery) => Delivery) =>
  remade([name], (action) => ({ ...action, choose: { ...action.choose, ...choose } }));

/** With an effect that is mended afterwards, by what was noted before. */
export const mended = <Chosen, Noted>(
  names: readonly string[],
  note: (chosen: Chosen, s: State) => Noted,
  mend: (chosen: Chosen, s: State, noted: Noted) => void,
): ((whole: Delivery) => Delivery) =>
  remade(names, (action) => ({
    ...action,
    then: (chosen: Chosen, s) => {
      const noted = note(chosen, s);
      action.then(chosen, s);
      mend(chosen, s, noted);
    },
  }));
