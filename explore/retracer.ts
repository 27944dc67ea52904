import type { Property } from '#checker/property';
import type { Search } from '#checker/search';
import { choiceHere, type TraceStep } from '#checker/trace';
import { Stage } from './stage.js';
import { byName } from './walk-judge.js';

/** Steps that were taken again, and the property that the last of them decides, if one does. */
export interface Retraced {
  readonly steps: readonly TraceStep[];
  readonly decided: string | undefined;
}

/** Takes steps again, as far as they are possible. */
export class Retracer {
  readonly stage: Stage;
  private readonly properties: readonly (readonly [string, Property])[];

  /**
   * @param names The properties that end a trace: of `always` and `alwaysStep` a violation, of `sometimes` that it is seen.
   *   Of several that one step decides, the first by name counts.
   * @throws Error if the model cannot be laid out within the bounds.
   */
  constructor(search: Search, names: readonly string[]) {
    this.stage = new Stage(search);
    this.properties = byName(search.properties).filter(([name]) => names.includes(name));
  }

  /**
   * Those of the steps that are possible one after the other, up to the first that decides a property. What is not possible
   * any more is left out, and so is everything beyond a constraint.
   */
  retrace(steps: Iterable<TraceStep>): Retraced {
    const { stage } = this;
    const taken: TraceStep[] = [];
    stage.begin();
    let decided = this.decidedHere();
    for (const step of steps) {
      if (decided !== undefined || stage.isOutside) break;
      const choice = choiceHere(stage.machine, step);
      if (choice === undefined || stage.machine.refusal(choice) !== undefined) continue;
      stage.take(choice);
      taken.push(step);
      decided = this.decidedHere(choice);
    }
    return { steps: taken, decided };
  }
  /** The same of steps that may lead where the model or a property throws: then they decide nothing. */
  attempt(steps: Iterable<TraceStep>): Retraced {
    try {
      return this.retrace(steps);
    } catch {
      return { steps: [], decided: undefined };
    }
  }
  /** The property that is decided where the stage is, or by the step that led there. */
  decidedHere(choice?: number): string | undefined {
    return this.properties.find(([, property]) => this.stage.decides(property, choice))?.[0];
  }
}
