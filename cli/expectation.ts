import { optionName } from '#checker/bounds';
import type { Report } from '#checker/outcome';
import { plural } from '#checker/words';
import { EXIT, worst, type ExitCode } from './errors.js';
import type { ExpectedRun } from './verdicts.js';

/** How what was found compares with what was expected. */
export interface Judgement {
  readonly code: ExitCode;
  /** What is not as expected, a line each. */
  readonly differences: readonly string[];
}

/**
 * What is recorded is expected, verdict, steps and states. Of what is not, it is expected that `always` and
 * `alwaysStep` hold, and that `sometimes` is seen.
 */
export function judge(report: Report, recorded: ExpectedRun | undefined): Judgement {
  const differences: string[] = [];
  const codes: ExitCode[] = [];
  const differs = (text: string): void => {
    differences.push(text);
    codes.push(EXIT.notAsExpected);
  };
  for (const { name, kind, outcome } of report.properties) {
    const known = recorded?.properties.get(name);
    const usual = kind === 'sometimes' ? 'seen' : 'holds';
    const expected = known?.verdict ?? usual;
    const why = known ? 'recorded' : 'expected';
    const isUnsettled = recorded?.unsettled?.includes(name) ?? false;
    if (outcome.verdict === 'unfinished') {
      if (!isUnsettled || !report.complete) codes.push(EXIT.unsettled);
    } else if (isUnsettled) differs(`${name}: ${describe(outcome.verdict)}, and unfinished is recorded.`);
    else if (outcome.verdict !== expected)
      differs(`${name}: ${describe(outcome.verdict)}, and ${describe(expected)} is ${why}.`);
    else if (known && 'trace' in outcome && outcome.trace.length !== known.steps)
      differs(`${name}: in ${outcome.trace.length} steps, and ${known.steps} are recorded.`);
    else if (known && outcome.verdict === 'holds' && outcome.vacuous !== known.vacuous)
      differs(`${name}: holds${outcome.vacuous ? '' : ' not'} vacuously, and the other way is recorded.`);
  }
  const states = recorded?.distinctStates;
  if (states !== undefined && report.complete && report.distinctStates !== states)
    differs(`${report.distinctStates} distinct states, and ${states} are recorded.`);
  for (const { by, action, times } of report.cut.room)
    if (recorded?.free?.includes(by))
      differs(
        `it was cut short by --${optionName(by)}, which kept ${action} from happening ${plural(times, 'time')}.`,
      );
  if (!report.complete && report.properties.length === 0) codes.push(EXIT.unsettled);
  return { code: worst(codes), differences };
}
const describe = (verdict: string): string => (verdict === 'neverSeen' ? 'never seen' : verdict);
