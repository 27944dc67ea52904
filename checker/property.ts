import type { Kind } from './action.js';
import type { BoundsOf, Size } from './bounds.js';
import { checkWordsOf } from './names.js';
import { speaksOf, type RecordOf, type Schema } from './schema.js';
import type { Frozen, StateOf } from './view.js';

/** A value that a step chose: the id of an element, a number, or the content of a message. */
export type ChosenValue = number | Readonly<Record<string, unknown>>;
/** A step that was taken. */
export interface Step {
  readonly action: string;
  readonly kind: Kind;
  readonly chosen: Readonly<Record<string, ChosenValue>>;
}

/** Where a property does not hold, and what is wrong there. */
export interface Reason {
  /** A clause that begins with a name or in lower case, without a full stop: `broker 1, which leads, has nothing at offset 0`. */
  readonly says: string;
  /** Whose it is, by the names that the protocol's scene has for them: a picture marks them. */
  readonly actors?: readonly string[];
}

declare const speaksOfSchema: unique symbol;
/** Something that is to hold, or to be seen, of protocols that have these variables. */
interface PropertyOf<PropertyKind extends string, Test extends (...args: any) => boolean, S> {
  readonly kind: PropertyKind;
  /** For the types alone: a property of some variables is one of every protocol that has them. */
  readonly [speaksOfSchema]?: (schema: S) => void;
  /** The variables it speaks of: it is asked of the protocols that have them. */
  readonly schema: Schema;
  /** Where the property says anything at all; everywhere, if it is absent. */
  readonly given?: Test;
  readonly holds: Test;
  /** Asked where it does not hold, for a report: without it, the report has what `holds` read. */
  readonly because?: Because<Test>;
  /** Whether it is judged only where it is asked for by name. */
  readonly onRequest: boolean;
}
type Because<Test extends (...args: any) => boolean> = (...asked: Parameters<Test>) => readonly Reason[];
type StateTest = (s: any) => boolean;
type StepTest = (before: any, after: any, step: Step) => boolean;
type FutureTest = (s: any, which: number) => boolean;
export interface Recoverable<S = any> extends PropertyOf<'recoverable', FutureTest, S> {
  readonly by: By;
  readonly whichever?: Size;
}
/** What is to hold, or to be seen, of protocols that have the variables it speaks of. */
export type Property<S = any> =
  PropertyOf<'always' | 'sometimes', StateTest, S> | PropertyOf<'alwaysStep', StepTest, S> | Recoverable<S>;

/** The steps by which something may come about again. */
export interface By<State = any> {
  /** `protocol` and `heal`, if nothing else is said. */
  readonly kinds?: readonly Kind[];
  /** By action, what of it does not count: what it chose, the state before, and the number of `whichever`. */
  readonly refuses?: Readonly<Record<string, (chosen: any, s: State, which: number) => boolean>>;
}

/** A test, or a test with what it needs to say anything. */
type Claim<Test extends (...args: any) => boolean> =
  | Test
  | {
      readonly given?: Test;
      readonly holds: Test;
      readonly because?: Because<Test>;
      readonly onRequest?: boolean;
    };
const WORDS = ['given', 'holds', 'because', 'onRequest'];
const property = <K extends string, Test extends (...args: any) => boolean>(
  kind: K,
  schema: Schema,
  claim: Claim<Test>,
): PropertyOf<K, Test, any> => {
  if (!isRecord(schema)) throw new Error(noSchema(kind, schema));
  if (typeof claim === 'object') checkWordsOf(kind, claim, WORDS);
  return {
    kind,
    schema,
    onRequest: false,
    ...(typeof claim === 'function' ? { holds: claim } : claim),
  };
};
const isRecord = (value: unknown): value is RecordOf =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'record';
/** What speaks of no variables would be judged nowhere, and nobody would miss it. */
function noSchema(kind: string, given: unknown): string {
  const isWhole = typeof given === 'object' && given !== null && 'schema' in given;
  const [what, remedy] = isWhole
    ? ['a protocol', 'Import the schema by its name, or take the .schema of the protocol.']
    : [typeof given, 'Import the schema of the protocol by its name.'];
  return `${kind}(schema, ...) takes the schema that it speaks of, a record({ ... }), and was given ${what}. ${remedy}`;
}

/**
 * Holds in every reachable state: the checker looks for a counterexample.
 *
 * With `given`, `holds` is asked where `given` is true, and the report counts how often that was: a claim that
 * was never put to the test holds *vacuously*.
 *
 * `because` may say where it does not hold, and what is wrong there. It sees what `holds` sees, of a violation that is
 * reported, and of nothing else.
 */
export const always = <S extends Schema>(
  schema: S,
  claim: Claim<(s: Frozen<StateOf<S>>) => boolean>,
): Property<S> => property('always', schema, claim);
/** Holds in some reachable state: the checker looks for an example. */
export const sometimes = <S extends Schema>(
  schema: S,
  claim: (s: Frozen<StateOf<S>>) => boolean,
): Property<S> => property('sometimes', schema, claim);
/** Holds of every step that is possible, also of one that leads to a state already seen, or changes nothing. */
export const alwaysStep = <S extends Schema>(
  schema: S,
  claim: Claim<(before: Frozen<StateOf<S>>, after: Frozen<StateOf<S>>, step: Step) => boolean>,
): Property<S> => property('alwaysStep', schema, claim);

/** The bounds that a schema declares; of one that declares none, whatever is asked for. */
type BoundsIn<S> = S extends RecordOf<any, infer B> ? (unknown extends B ? never : BoundsOf<B>) : never;

/**
 * From every reachable state one in which `holds` is true can still be reached, by the steps that count: AG over all steps
 * of EF over those. Can, and not will: it says that there is a way, and not that it is taken.
 *
 * A state from which there is no way, but one to where `room`, a limit on what is no fault, or a constraint of `within`
 * stopped a step, is undecided. One such state, and no violation, and the property is unfinished.
 *
 * With `given`, only states count in which that is true. `by` says which steps may be taken on the way. With `whichever`,
 * a count, all of it is asked for each number below, on its own.
 */
export const recoverable = <S extends Schema>(
  schema: S,
  claim:
    | ((s: Frozen<StateOf<S>>) => boolean)
    | (Exclude<Claim<(s: Frozen<StateOf<S>>, which: number) => boolean>, (...args: any) => boolean> & {
        readonly by?: By<Frozen<StateOf<S>>>;
        readonly whichever?: (bounds: BoundsIn<S>) => number;
      }),
): Property<S> => {
  const { by = {}, whichever, ...rest } = typeof claim === 'function' ? { holds: claim } : claim;
  return { ...property('recoverable', schema, rest), by, ...(whichever && { whichever }) };
};

/** Whether a property is judged by states, one by one. */
export const isOfStates = (
  property: Property,
): property is PropertyOf<'always' | 'sometimes', StateTest, any> =>
  property.kind === 'always' || property.kind === 'sometimes';

/** Whether a protocol of this schema has the variables that the property speaks of. */
export const appliesTo = ({ schema }: Property, protocolSchema: Schema): boolean =>
  speaksOf(schema, protocolSchema);

export const isProperty = (value: unknown): value is Property =>
  typeof value === 'object' &&
  value !== null &&
  'holds' in value &&
  typeof value.holds === 'function' &&
  'schema' in value &&
  isRecord(value.schema) &&
  'kind' in value &&
  ['always', 'sometimes', 'alwaysStep', 'recoverable'].includes(value.kind as string);

/** A property, or another test, that was asked, and said neither yes nor no. */
export class NoAnswer extends Error {}
export const A_CONSTRAINT = 'a constraint';
/** What a property answers, or another test, whose name the message begins with. @throws NoAnswer */
export function asks(answer: unknown, what = 'a property', whose = 'It'): boolean {
  if (typeof answer !== 'boolean')
    throw new NoAnswer(`${whose} returned ${String(answer)}: ${what} must return true or false.`);
  return answer;
}
