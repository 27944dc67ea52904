import type { TraceStep } from '#checker/trace';
import { minimise, NothingDecided, type Minimal } from '#explore/minimise';
import { failureIn, type ThreadFailure } from './alone.js';
import { searchOf, type Job } from './job.js';
import type { Registry } from './registry.js';

export interface ShrinkTask {
  readonly kind: 'shrink';
  /** Of one property. */
  readonly job: Job;
  readonly steps: readonly TraceStep[];
  /** States that each search may keep. */
  readonly states: number;
  /** Not zero, once somebody waits for the end of it. */
  readonly control: Int32Array;
}
export type ShrinkMessage =
  | {
      readonly kind: 'minimal';
      /** Nothing, if the steps show nothing. */
      readonly minimal: Minimal | undefined;
    }
  | ThreadFailure;

/** Makes a trace as short as can be. */
export async function shrinkInThread(
  { job, steps, states, control }: ShrinkTask,
  registry: Registry,
): Promise<ShrinkMessage> {
  try {
    const search = await searchOf(job, registry);
    const [property] = job.properties;
    const isStopped = (): boolean => Atomics.load(control, 0) !== 0;
    return {
      kind: 'minimal',
      minimal: minimise({ ...search, property: property! }, steps, { budget: states, isStopped }),
    };
  } catch (error) {
    if (error instanceof NothingDecided) return { kind: 'minimal', minimal: undefined };
    return failureIn(error);
  }
}
