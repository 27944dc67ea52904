import { Arbitrary, stream, Value, type Random as FastCheckRandom, type Stream } from 'fast-check';
import type { BoundDeclarations, BoundsOf } from '#checker/bounds';
import { nameOf } from '#checker/library';
import { limit } from '#checker/limit';
import type { Protocol } from '#checker/protocol';
import type { RecordOf } from '#checker/schema';
import type { Search } from '#checker/search';
import { follow } from '#checker/trace';
import { parseTrace } from '#checker/trace-text';
import { CommandSequence } from './command-sequence.js';
import { checkWhole, effortFrom, type Effort } from './effort.js';
import { explained } from './explained.js';
import { BUDGET, minimise } from './minimise.js';
import { Random } from './random.js';
import { Retracer } from './retracer.js';
import { assertedIn, searchToAssert, type Asked } from './search-for.js';
import { Walker } from './walker.js';

/** What is generated, and how hard it is tried. */
export interface SequenceOptions<S, B> extends Asked<S, B> {
  /** What one run does; `numRuns` of fast-check says how many there are. */
  readonly effort?: Partial<Effort>;
  /** States that shrinking may keep for each of its searches. */
  readonly states?: number;
}

/**
 * Behaviours of a protocol. Each is the outcome of a run of guided walks that share what they have seen: the first
 * violation of an asserted property, or the behaviour that went farthest. It shrinks to one value, the minimal trace.
 *
 * @throws BoundsError, RangeError for an effort that is none, Error where there is nothing to assert.
 */
export const commandSequences = <S extends RecordOf<any>, B extends BoundDeclarations>(
  protocol: Protocol<S, B>,
  { bounds, properties, effort = {}, states = BUDGET }: SequenceOptions<S, B> = {},
): Arbitrary<CommandSequence> => {
  checkWhole('The number of states', states, 1);
  return new CommandSequences(searchToAssert(protocol, { bounds, properties }), effortFrom(effort), states);
};

/**
 * A trace, as in `traces/`, as a value for `examples`.
 *
 * @param options As for the arbitrary that it goes with; the bounds are the trace's own.
 * @returns A sequence that ends where it violates an asserted property; all of it, where it does not do that any more.
 * @throws TraceSyntaxError, NotPossible where the protocol cannot take its steps, and Error where it is of another
 *   protocol, or of a property that is not asserted.
 */
export function sequenceFrom<S extends RecordOf<any>, B extends BoundDeclarations>(
  protocol: Protocol<S, B>,
  text: string,
  { properties }: Pick<Asked<S, B>, 'properties'> = {},
): CommandSequence {
  const { protocol: name, property, bounds, limits, steps } = parseTrace(text);
  const known = nameOf(protocol);
  if (known !== undefined && known !== name)
    throw new Error(`This is a trace of ${name}, and not of ${known}.`);
  const limited = Object.keys(limits).length === 0 ? protocol : limit(protocol, limits);
  const search = searchToAssert(limited, { bounds: bounds as Partial<BoundsOf<B>>, properties });
  const asserted = assertedIn(search);
  if (!asserted.includes(property))
    throw new Error(`This is a trace of ${property}, which is not asserted: ${asserted.join(', ')}.`);
  follow(limited, search.bounds, steps);
  const { steps: taken, decided } = new Retracer(search, asserted).retrace(steps);
  return new CommandSequence(search, taken, decided);
}

/** The arbitrary, and what it generates. */
export class CommandSequences extends Arbitrary<CommandSequence> {
  private readonly walker: Walker;
  constructor(
    readonly search: Search,
    private readonly effort: Effort,
    readonly states: number,
  ) {
    super();
    this.walker = new Walker(search);
  }

  generate(random: FastCheckRandom): Value<CommandSequence> {
    const word = (): number => random.nextInt(-0x80000000, 0x7fffffff);
    const numbers = new Random(word(), word(), word());
    const run = explained(this.search, () => this.walker.run(numbers, this.effort));
    return new Value(new CommandSequence(this.search, run.steps, run.violated, undefined, run), undefined);
  }
  canShrinkWithoutContext(value: unknown): value is CommandSequence {
    return value instanceof CommandSequence;
  }
  shrink(sequence: CommandSequence): Stream<Value<CommandSequence>> {
    return stream(this.smaller(sequence));
  }

  private *smaller(sequence: CommandSequence): IterableIterator<Value<CommandSequence>> {
    const { search, steps, violated: property, certificate } = sequence;
    if (certificate !== undefined) return;
    if (property !== undefined) {
      const minimal = explained(search, () =>
        minimise({ ...search, property }, steps, { budget: this.states }),
      );
      yield new Value(new CommandSequence(search, minimal.steps, property, minimal.certificate), undefined);
    }
    // Where it goes on, the user's own predicate fails: leave out blocks, and what is not possible without them.
    const retracer = new Retracer(search, assertedIn(search));
    for (let size = steps.length; size >= 1; size >>= 1)
      for (let at = steps.length - size; at >= 0; at--) {
        const rest = retracer.attempt([...steps.slice(0, at), ...steps.slice(at + size)]);
        if (rest && rest.steps.length < steps.length)
          yield new Value(new CommandSequence(search, rest.steps, rest.decided), undefined);
      }
  }
}
