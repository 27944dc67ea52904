import type { ChosenFrom, Kind } from './action.js';
import type { Bounds } from './bounds.js';
import { partOf, type MessagesPart, type Register } from './collection.js';
import { Constants } from './constants.js';
import { asks, type ChosenValue, type Step } from './property.js';
import type { Protocol } from './protocol.js';
import { strictly } from './strict-view.js';

/** What one choice of an action ranges over: its places, and what is at each. */
export interface Domain {
  readonly name: string;
  readonly size: number;
  /** The elements or numbers; of messages the hand that holds the one that is chosen. */
  readonly values: readonly unknown[] | undefined;
  readonly messages: { readonly flight: MessagesPart; readonly hand: object } | undefined;
  readonly test: ((chosen: unknown, s: unknown) => boolean) | undefined;
}
type Chosen = Readonly<Record<string, unknown>>;
type Test = (chosen: any, s: any) => boolean;

/** An action at the bounds of a run. Its choices are numbered from `begin` on, the last domain running fastest. */
export interface BoundAction {
  readonly name: string;
  readonly kind: Kind;
  readonly domains: readonly Domain[];
  readonly when: Test | undefined;
  /** What only speaks of a bound of the run, and the limit, if there is one: by what it is that stops the action. */
  readonly room: readonly { readonly by: string; readonly test: Test }[];
  readonly then: (chosen: any, s: any) => void;
  readonly begin: number;
  readonly size: number;
  /** One class for what an action chooses: object literals would each have a hidden class of their own. */
  readonly Chosen: new (...values: unknown[]) => Chosen;
}

/** Why a step is not possible: nothing stops it, or the first thing that does. */
export type Refusal =
  | { readonly by: 'where'; readonly choice: string }
  | { readonly by: 'when' }
  | { readonly by: 'room'; readonly what: string };

/** A protocol at the bounds of a run, on a register: one state, and the steps from it. */
export class Machine {
  readonly s: any;
  readonly actions: readonly BoundAction[];
  readonly choices: number;
  private readonly initial: (s: any) => void;
  /** Every step, as a property or a trace sees it. */
  readonly steps: readonly Step[];

  constructor(
    readonly protocol: Protocol,
    readonly bounds: Bounds,
    readonly register: Register<any>,
  ) {
    this.s = register.state;
    this.initial = protocol.initial;
    const rules: unknown = strictly((protocol.rules ?? {}) as object, 'rules');
    let begin = 0;
    this.actions = Object.entries(protocol.actions).map(([name, make]) => {
      const { kind, choose, when, room, then } = make(rules);
      const most = protocol.limits?.[name];
      const domains = Object.entries(choose).map(([choice, { from, test }]) =>
        this.domain(name, choice, from, test),
      );
      const size = domains.reduce((product, domain) => product * domain.size, 1);
      const stops = Object.entries(room).map(([by, test]) => ({ by, test }));
      const limited = most === undefined ? undefined : limitedTo(most, name, then, register);
      if (limited) stops.push({ by: `limit ${name}`, test: limited.test });
      const bound: BoundAction = {
        name,
        kind,
        domains,
        size,
        begin,
        when,
        room: stops,
        then: limited?.then ?? then,
        Chosen: chosenClass(domains.map((domain) => domain.name)),
      };
      begin += size;
      return bound;
    });
    this.choices = begin;
    this.steps = this.actions.flatMap((action) =>
      Array.from({ length: action.size }, (_, at): Step => {
        const places = placesAt(action, at);
        const chosen = Object.fromEntries(
          action.domains.map((domain, i) => [domain.name, valueAt(domain, places[i]!)]),
        );
        // What other actions choose may be asked for.
        return strictly({ action: action.name, kind: action.kind, chosen }, 'step');
      }),
    );
  }

  private domain(action: string, name: string, from: ChosenFrom<any>, test: Domain['test']): Domain {
    if (from.kind === 'nothing') return { name, size: 0, values: [], messages: undefined, test };
    if (from.kind === 'numbers') {
      const count = from.count(this.bounds as never);
      if (!Number.isInteger(count))
        throw new Error(
          `The choice ${name} of ${action} is one of ${count} numbers: within these bounds that is no whole number.`,
        );
      const size = Math.max(0, count);
      return { name, size, values: Array.from({ length: size }, (_, n) => n), messages: undefined, test };
    }
    // A choice is a part of the guard, so that it sees no ghosts either.
    const refuse = (): never => {
      throw new Error(
        `The choice ${name} of ${action} is made from history, which only then and properties may see.`,
      );
    };
    const visible = Object.create(this.s, { history: { get: refuse } }) as unknown;
    const collection = from.collection(visible);
    const part = partOf(collection);
    if (part === undefined || from.collection(visible) !== collection)
      throw new Error(
        `The choice ${name} of ${action} is not made from a part of the state. An action chooses from a map, a set or a ` +
          'bag of the state itself: an array that is computed from it would stay as it was in the initial state. ' +
          'Choose from the whole, and prune with where(...).',
      );
    if (part.kind === 'elements')
      return { name, size: part.elements.length, values: part.elements, messages: undefined, test };
    const flight = part.messages;
    return {
      name,
      size: flight.capacity,
      values: undefined,
      messages: { flight, hand: flight.makeHand() },
      test,
    };
  }

  /** Goes to the initial state. */
  begin(): void {
    this.register.clear();
    this.initial(this.s);
  }

  actionOf(choice: number): BoundAction {
    return this.actions.find(({ begin, size }) => choice >= begin && choice < begin + size)!;
  }

  /** What a choice hands to `when` and `then`; nothing, if no message is at its place. */
  private chosenAt(action: BoundAction, choice: number): Chosen | undefined {
    const places = placesAt(action, choice - action.begin);
    for (const [i, { messages }] of action.domains.entries()) {
      if (messages === undefined) continue;
      if (!messages.flight.isChoice(places[i]!)) return undefined;
      messages.flight.pick(places[i]!, messages.hand);
    }
    return chosenFrom(action, places);
  }

  /** The step that a choice makes here, with its messages in hand; nothing, if there is no message at its place. */
  stepHere(choice: number): Step | undefined {
    return this.chosenAt(this.actionOf(choice), choice) && this.steps[choice];
  }

  /** What stops a step here, if anything does. @throws NoAnswer */
  refusal(choice: number): Refusal | undefined {
    const action = this.actionOf(choice);
    const chosen = this.chosenAt(action, choice);
    const refuses = ({ name, test }: Domain): boolean =>
      test !== undefined && !answer(test(chosen![name], this.s), `The where of its choice ${name}`);
    if (chosen === undefined)
      return { by: 'where', choice: action.domains.find(({ messages }) => messages)!.name };
    const pruned = action.domains.find(refuses);
    if (pruned) return { by: 'where', choice: pruned.name };
    if (action.when && !answer(action.when(chosen, this.s), 'Its when')) return { by: 'when' };
    // All are asked, as they are in a search.
    const rooms = action.room.map(({ by, test }) => ({
      by,
      hasRoom: answer(test(chosen, this.s), `Its room for ${by}`),
    }));
    const full = rooms.find(({ hasRoom }) => !hasRoom);
    return full && { by: 'room', what: full.by };
  }

  /** Asks once more what refuses a step here, and nothing else: for who notes what it reads. */
  askAgain(choice: number, refusal: Refusal): void {
    const action = this.actionOf(choice);
    const chosen = this.chosenAt(action, choice);
    if (chosen === undefined) return;
    if (refusal.by === 'when') action.when?.(chosen, this.s);
    else if (refusal.by === 'room') action.room.find(({ by }) => by === refusal.what)?.test(chosen, this.s);
    else action.domains.find(({ name }) => name === refusal.choice)?.test?.(chosen[refusal.choice], this.s);
  }

  /** By what a step is stopped here that all but rooms and limits allow; nothing, if it is possible, or refused. */
  stops(choice: number): string[] {
    if (this.refusal(choice)?.by !== 'room') return [];
    const action = this.actionOf(choice);
    const chosen = this.chosenAt(action, choice);
    return action.room.filter(({ test }) => !test(chosen, this.s)).map(({ by }) => by);
  }

  /** The steps that are possible here. */
  enabled(): number[] {
    const found: number[] = [];
    for (let choice = 0; choice < this.choices; choice++)
      if (this.refusal(choice) === undefined) found.push(choice);
    return found;
  }

  /** Takes a step that is possible here. */
  take(choice: number): void {
    const action = this.actionOf(choice);
    action.then(this.chosenAt(action, choice), this.s);
  }

  /** The number of the choice that a step makes here; nothing, if there is no such action, element or message. */
  choiceOf({ action: name, chosen }: Pick<Step, 'action' | 'chosen'>): number | undefined {
    const action = this.actions.find((one) => one.name === name);
    if (action === undefined || Object.keys(chosen).length !== action.domains.length) return undefined;
    let at = 0;
    for (const domain of action.domains) {
      const place = placeIn(domain, chosen[domain.name]);
      if (place === undefined) return undefined;
      at = at * domain.size + place;
    }
    return action.begin + at;
  }
}

/** What a guard answers. @throws NoAnswer where it does not: braces without a `return` would be taken for false. */
const answer = (given: unknown, whose: string): boolean => asks(given, 'it', whose);

/** Where a choice has a value; nothing, if the value is not there. */
export function placeIn({ size, messages }: Domain, value: ChosenValue | undefined): number | undefined {
  const place = messages ? placeOf(messages, value) : typeof value === 'number' ? value : -1;
  return Number.isInteger(place) && place >= 0 && place < size ? place : undefined;
}

/**
 * An effect that is counted, and whether it may happen once more: code of its own, since one closure for all limits would
 * look each counter up by its name.
 */
function limitedTo(
  most: number,
  name: string,
  then: BoundAction['then'],
  { limits }: Register<unknown>,
): { readonly test: Test; readonly then: BoundAction['then'] } {
  const code = new Constants({ limits, then });
  return {
    test: code.function<Test>(name, `return limits.${name} < ${most};`),
    then: code.function<BoundAction['then']>(name, `then(chosen, s); limits.${name}++;`, 'chosen, s'),
  };
}

function placeOf({ flight, hand }: NonNullable<Domain['messages']>, content: unknown): number {
  if (typeof content !== 'object' || content === null) return -1;
  // Copied first: the content may itself be what is in hand.
  const wanted = Object.keys(flight.fields).map((name) => [name, (content as Chosen)[name]] as const);
  for (let place = 0; place < flight.size; place++) {
    if (!flight.isChoice(place)) continue;
    flight.pick(place, hand);
    if (wanted.every(([name, value]) => (hand as Chosen)[name] === value)) return place;
  }
  return -1;
}
/** What a step at these places hands to guards and effects: of messages, the hand that one is brought to. */
export const chosenFrom = ({ domains, Chosen }: BoundAction, places: readonly unknown[]): Chosen =>
  new Chosen(...domains.map(({ values, messages }, i) => messages?.hand ?? values![places[i] as number]));
/** The places of the choice that has this number within its action. */
export function placesAt({ domains }: Pick<BoundAction, 'domains'>, at: number): number[] {
  const places: number[] = [];
  for (const { size } of domains.toReversed()) {
    places.unshift(at % size);
    at = Math.floor(at / size);
  }
  return places;
}
const valueAt = ({ values, messages }: Domain, place: number): ChosenValue => {
  if (messages) return messages.hand as Readonly<Record<string, unknown>>;
  const value = values![place];
  return typeof value === 'number' ? value : (value as { id: number }).id;
};
function chosenClass(names: readonly string[]): BoundAction['Chosen'] {
  const Chosen = new Function(
    `return class { constructor(${names.map((_, i) => `c${i}`)}) { ${names.map((name, i) => `this.${name} = c${i};`).join(' ')} } }`,
  )() as BoundAction['Chosen'];
  Object.setPrototypeOf(Chosen.prototype, strictly({}, 'What it chooses'));
  return Chosen;
}
