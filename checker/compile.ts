import { Constants } from './constants.js';
import { chosenFrom, type BoundAction, type Domain, type Machine } from './machine.js';

/** An action's room or limit that stopped a step which all else allowed. */
export interface Stop {
  readonly action: string;
  readonly by: string;
}
export interface Compiled {
  /** Takes every step that is possible from the state in the register, and hands each to `emit`. */
  readonly expand: () => void;
  readonly stops: readonly Stop[];
}

/**
 * Writes the actions of a machine out as straight code: every choice with its elements as constants, so that V8 folds
 * the accessors of the views down to a load, a shift and a mask. There is one function for an action and each element of
 * its first choice; actions that begin with the same choice share its test. Messages are not constants: a loop brings
 * each to the action's hand.
 *
 * @param emit Takes the number of the choice, while the register holds the successor, and puts the state back.
 * @param stopped Counts, for each of `stops`, how often it kept a step from being taken that all but `stops` allowed.
 */
export function compile(machine: Machine, emit: (choice: number) => void, stopped: Int32Array): Compiled {
  const { s, actions } = machine;
  const stops: Stop[] = [];
  const outer = new Constants({ s });
  const calls = new Map<string, string[]>();

  for (const action of actions) {
    const { name, domains, when, then, room, size } = action;
    if (size === 0) continue;
    const firstStop = stops.length;
    stops.push(...room.map(({ by }) => ({ action: name, by })));

    const write = (first: readonly number[]): string => {
      const inner = new Constants({ s, when, then, emit, stopped });
      const tests = room.map(({ test }) => inner.name(test));
      const step = (places: readonly Place[]): string => {
        const chosen = inner.name(chosenFrom(action, places));
        const take = `then(${chosen}, s); emit(${numberOf(action, places)});`;
        const taken =
          tests.length === 0
            ? take
            : `const ${tests.map((test, i) => `room${i} = ${test}(${chosen}, s)`).join(', ')};
               if (${tests.map((_, i) => `room${i}`).join(' && ')}) { ${take} }
               else { ${tests.map((_, i) => `if (!room${i}) stopped[${firstStop + i}]++;`).join(' ')} }`;
        return when === undefined ? `{ ${taken} }` : `if (when(${chosen}, s)) { ${taken} }`;
      };
      return outer.name(inner.function(name, writeChoices(action, inner, first, step)));
    };

    const [first] = domains;
    const run = (condition: string, places: readonly number[]): void =>
      void calls.set(condition, [...(calls.get(condition) ?? []), `${write(places)}();`]);
    if (first === undefined || first.messages) run('', []);
    else
      first.values!.forEach((value, at) =>
        run(first.test ? `if (${outer.name(first.test)}(${outer.name(value)}, s))` : '', [at]),
      );
  }
  const body = [...calls].map(([condition, runs]) => `${condition} { ${runs.join(' ')} }`).join('\n');
  return { expand: outer.function('expand', body), stops };
}

/** A place in a domain: a number, or the variable that runs over the places of messages. */
export type Place = number | string;

/**
 * Code that comes by every choice of an action that begins with these places, and passes the tests of its choices.
 *
 * @param step Code for what to do there.
 */
export function writeChoices(
  action: BoundAction,
  constants: Constants,
  places: readonly Place[],
  step: (places: readonly Place[]) => string,
): string {
  const domain = action.domains[places.length];
  if (domain === undefined) return step(places);
  const rest = (place: Place): string => writeChoices(action, constants, [...places, place], step);
  if (domain.messages === undefined)
    return domain
      .values!.map((value, at) => guard(constants, domain, constants.name(value), rest(at)))
      .join('\n');
  const { flight, hand } = domain.messages;
  const [f, h, i] = [constants.name(flight), constants.name(hand), `i${places.length}`];
  return `for (let ${i} = 0; ${i} < ${f}.size; ${i}++) if (${f}.isChoice(${i})) { ${f}.pick(${i}, ${h});
    ${guard(constants, domain, h, rest(i))} }`;
}
const guard = (constants: Constants, { test }: Domain, chosen: string, body: string): string =>
  `${test ? `if (${constants.name(test)}(${chosen}, s))` : ''} { ${body} }`;

/** Code for the number of a choice. */
export function numberOf({ begin, domains }: BoundAction, places: readonly Place[]): string {
  let known = begin;
  const variable: string[] = [];
  let stride = 1;
  for (let i = domains.length - 1; i >= 0; i--) {
    const at = places[i]!;
    if (typeof at === 'number') known += at * stride;
    else variable.push(`${at} * ${stride}`);
    stride *= domains[i]!.size;
  }
  return [known, ...variable].join(' + ');
}
