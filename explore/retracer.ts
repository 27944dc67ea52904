import { asError } from '#checker/blame';
import type { Property } from '#checker/property';
import { ModelError } from '#checker/report';
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
   *
   * @throws ModelError if the model or a property throws on the way.
   */
  retrace(steps: Iterable<TraceStep>): Retraced {
    const { stage } = this;
    const taken: TraceStep[] = [];
    let during = 'the initial state';
    const judge = (choice?: number): string | undefined => {
      for (const [name, property] of this.properties) {
        during = `the property ${name}`;
        if (stage.decides(property, choice)) return name;
      }
      return undefined;
    };
    try {
      stage.begin();
      let decided = judge();
      for (const step of steps) {
        during = 'a constraint';
        if (decided !== undefined || stage.isOutside) break;
        during = step.action;
        const choice = choiceHere(stage.machine, step);
        if (choice === undefined || stage.machine.refusal(choice) !== undefined) continue;
        taken.push(step);
        stage.take(choice);
        decided = judge(choice);
      }
      return { steps: taken, decided };
    } catch (error) {
      throw new ModelError(asError(error).message, during, taken, error);
    }
  }
  /** The same of steps that may lead where the model or a property throws: then there is nothing to say of them. */
  attempt(steps: Iterable<TraceStep>): Retraced | undefined {
    try {
      return this.retrace(steps);
    } catch {
      return undefined;
    }
  }
  /** The property that is decided where the stage is, or by the step that led there. */
  decidedHere(choice?: number): string | undefined {
    return this.properties.find(([, property]) => this.stage.decides(property, choice))?.[0];
  }
}
