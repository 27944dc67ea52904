import { Judge } from '#checker/judge';
import type { Property } from '#checker/property';
import { packedRegister } from '#checker/register';
import type { Search } from '#checker/search';

/** Properties in the order of their names: of several that are violated at once, the first by name counts. */
export const byName = (properties: Search['properties']): [string, Property][] =>
  Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));

/** What was found on a walk, if anything was: a violation, or a property that failed; and at which state. */
export interface Verdict {
  readonly found: string | undefined;
  readonly failed: { readonly name: string; readonly error: unknown } | undefined;
  readonly at: number;
}

/** Judges the states of a walk, all of them together: what it remembers of answers serves the walks of all runs. */
export class WalkJudge {
  private readonly asserted: readonly (readonly [string, Judge])[];
  private readonly witnesses: readonly (readonly [string, Judge])[];
  private readonly withGiven: ReadonlySet<string>;

  constructor({ protocol, bounds, properties }: Search) {
    const noting = packedRegister(protocol.schema, bounds, protocol.limits, { notesReads: true });
    const judges = (kind: Property['kind']): (readonly [string, Judge])[] =>
      byName(properties)
        .filter(([, property]) => property.kind === kind)
        .map(([name, property]) => [name, new Judge(name, property, noting)]);
    this.withGiven = new Set(byName(properties).flatMap(([name, { given }]) => (given ? [name] : [])));
    this.asserted = judges('always');
    this.witnesses = judges('sometimes');
  }

  /**
   * @param walked The states, one behind the other.
   * @param stepViolated The property that the step to the last of them violated, if one did.
   * @param notes Takes the witnesses that were seen up to there, and the properties with a `given` that were put to the test.
   */
  judge(
    walked: Int32Array,
    length: number,
    stepViolated: string | undefined,
    { seen, tested }: { readonly seen: Set<string>; readonly tested: Set<string> },
  ): Verdict {
    const { withGiven } = this;
    let [at, found, failed]: [number, string | undefined, Verdict['failed']] = [length, undefined, undefined];
    for (const [name, judge] of this.asserted)
      try {
        const { first, asked } = judge.judge(walked, 0, at);
        if (asked > 0 && withGiven.has(name)) tested.add(name);
        if (first >= 0) [at, found, failed] = [first, name, undefined];
      } catch (error) {
        [at, found, failed] = [judge.at, undefined, { name, error }];
      }
    const isEarlier =
      at < length - 1 || failed !== undefined || (found !== undefined && found < stepViolated!);
    if (stepViolated !== undefined && !isEarlier) [at, found] = [length - 1, stepViolated];
    for (const [name, judge] of this.witnesses)
      try {
        if (!seen.has(name) && judge.judge(walked, 0, Math.min(length, at + 1)).first >= 0) seen.add(name);
      } catch (error) {
        // What is violated by the same state was violated first.
        if (found === undefined || judge.at < at)
          [at, found, failed] = [judge.at, undefined, { name, error }];
      }
    return { found, failed, at };
  }
}
