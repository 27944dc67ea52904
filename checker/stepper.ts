import { numberOf, writeChoices } from './compile.js';
import { Constants } from './constants.js';
import { chosenFrom, placesAt, type BoundAction, type Machine } from './machine.js';
import { offHeap } from './register.js';

/** The guards and the effects of a machine, apart: a walk looks at what is possible, and takes one step of it. */
export interface Stepper {
  /** Lists the choices that are possible in the state in the register: those of action a from `found[begin of a]` on. */
  readonly look: () => void;
  /** Takes a step that is possible there. */
  readonly take: (choice: number) => void;
  readonly found: Int32Array;
  /** How many choices of each action were found. */
  readonly counts: Int32Array;
}

/** Writes out guards as straight code, as `compile` does, but so that no step is taken; and each effect for itself. */
export function makeStepper(machine: Machine): Stepper {
  const { actions, s, choices } = machine;
  const found = offHeap(choices);
  const counts = offHeap(actions.length);
  const looks = new Constants({ found, counts });
  const takes = new Constants({ s });
  const look = looks.function(
    'look',
    actions.map((action, a) => `counts[${a}] = ${looks.name(lookOf(action, s, found))}();`).join('\n'),
  );
  const take = takes.function<(choice: number) => void>(
    'take',
    actions
      .map((action) => `if (choice < ${action.begin + action.size}) { ${takeOf(action, takes)} return; }`)
      .join('\n'),
    'choice',
  );
  return { look, take, found, counts };
}

/** Lists the choices of one action, and returns how many there are. */
function lookOf(action: BoundAction, s: unknown, found: Int32Array): () => number {
  const { name, when, room, begin } = action;
  const inner = new Constants({ s, found });
  const tests = [...(when ? [when] : []), ...room.map(({ test }) => test)].map((test) => inner.name(test));
  const body = writeChoices(action, inner, [], (places) => {
    const chosen = inner.name(chosenFrom(action, places));
    const allows = tests.map((test) => `${test}(${chosen}, s)`).join(' && ') || 'true';
    return `if (${allows}) found[n++] = ${numberOf(action, places)};`;
  });
  return inner.function<() => number>(name, `let n = ${begin}; ${body} return n - ${begin};`);
}

/** Code that takes the step of a choice, with its messages brought to hand first. */
function takeOf(action: BoundAction, constants: Constants): string {
  const { domains, begin, size, then } = action;
  const picks = domains.map(({ messages, size: many }, i) => {
    if (messages === undefined) return '';
    const stride = domains.slice(i + 1).reduce((product, domain) => product * domain.size, 1);
    const place = `((choice - ${begin}) / ${stride} | 0) % ${many}`;
    return `${constants.name(messages.flight)}.pick(${place}, ${constants.name(messages.hand)});`;
  });
  const all = Array.from({ length: size }, (_, at) => chosenFrom(action, placesAt(action, at)));
  return `${picks.join(' ')} ${constants.name(then)}(${constants.name(all)}[choice - ${begin}], s);`;
}
