import { cloneMethod, nat, type Arbitrary, type Command, type WithCloneMethod } from 'fast-check';
import type { BoundDeclarations } from '#checker/bounds';
import type { BoundAction } from '#checker/machine';
import type { Protocol } from '#checker/protocol';
import type { RecordOf } from '#checker/schema';
import { showChosen, traceStepHere, type TraceStep } from '#checker/trace';
import { CommandSequence, PropertyViolated } from './command-sequence.js';
import { Retracer } from './retracer.js';
import { assertedIn, searchToAssert, type Asked } from './search-for.js';

/** Where a model is: its state, and the steps that led there. */
export interface Model {
  words: Int32Array;
  steps: readonly TraceStep[];
}
/** One choice of an action, as a command of fast-check. */
export type ModelCommand = Command<Model, unknown>;

/**
 * The steps of a protocol as commands of fast-check: an arbitrary for each action, and the set-up of `modelRun`.
 *
 * ```ts
 * const { commands, setup } = commandsFor(protocol);
 * fc.assert(fc.property(fc.commands(commands, { size: 'max', maxCommands: 100 }), (some) => fc.modelRun(setup, some)));
 * ```
 *
 * Without `size`, fast-check draws ten commands at most, and with it alone, as many as memory holds.
 *
 * A command is drawn without a look at the state, so that most are not possible where they stand and are skipped; what
 * is left after shrinking need not be the shortest; and a replay needs `replayPath`. `commandSequences` has none of these
 * weaknesses. These are for who wants the stock tools.
 *
 * @throws BoundsError, and Error where there is nothing to assert.
 */
export function commandsFor<S extends RecordOf<any>, B extends BoundDeclarations>(
  protocol: Protocol<S, B>,
  { bounds, properties }: Asked<S, B> = {},
): {
  readonly commands: Arbitrary<ModelCommand>[];
  readonly setup: () => { readonly model: Model; readonly real: undefined };
} {
  const search = searchToAssert(protocol, { bounds, properties });
  const retracer = new Retracer(search, assertedIn(search));
  const { stage } = retracer;
  const violated = (steps: readonly TraceStep[], choice?: number): void => {
    const name = retracer.decidedHere(choice);
    if (name !== undefined) throw new PropertyViolated(new CommandSequence(search, steps, name));
  };
  return {
    commands: stage.machine.actions
      .filter(({ size }) => size > 0)
      .map((action) =>
        nat(action.size - 1).map((place) => new StepCommand(retracer, action, place, violated)),
      ),
    setup: () => {
      stage.begin();
      violated([]);
      return { model: { words: stage.words.slice(), steps: [] }, real: undefined };
    },
  };
}

/** One choice of an action, whether it is possible or not. */
class StepCommand implements ModelCommand, WithCloneMethod<StepCommand> {
  private text: string;
  private readonly choice: number;
  constructor(
    private readonly retracer: Retracer,
    private readonly action: BoundAction,
    private readonly place: number,
    private readonly violated: (steps: readonly TraceStep[], choice: number) => void,
  ) {
    this.choice = action.begin + place;
    this.text = `${action.name} #${place}`;
  }

  /** fast-check shares a command among all lists that have it, and one would print what was last done in another. */
  [cloneMethod](): StepCommand {
    return new StepCommand(this.retracer, this.action, this.place, this.violated);
  }
  check({ words }: Readonly<Model>): boolean {
    const { stage } = this.retracer;
    stage.words.set(words);
    return !stage.isOutside && stage.machine.refusal(this.choice) === undefined;
  }
  run(model: Model): void {
    const { stage } = this.retracer;
    stage.words.set(model.words);
    const step = traceStepHere(stage.machine, this.choice)!;
    this.text = [step.action, ...showChosen(stage.machine, step)].join(' ');
    stage.take(this.choice);
    model.words = stage.words.slice();
    model.steps = [...model.steps, step];
    this.violated(model.steps, this.choice);
  }
  /** The line of the trace; of one that never ran, the action and the number of its choice. */
  toString(): string {
    return this.text;
  }
}
