import { describe, expect, it } from 'vitest';
import type { Outcome, Report } from '#checker/outcome';
import { EXIT, worst } from '#cli/errors';
import { judge } from '#cli/expectation';
import type { RecordedRun, RecordedVerdict } from '#cli/verdicts';

type Kind = Report['properties'][number]['kind'];
const step = { action: 'leaderWrite', chosen: {} };
const violated = (steps: number): Outcome => ({
  verdict: 'violated',
  trace: Array.from({ length: steps }, () => step),
  asked: undefined,
});
const seen = (steps: number): Outcome => ({
  verdict: 'seen',
  trace: Array.from({ length: steps }, () => step),
});
const holds: Outcome = { verdict: 'holds', vacuous: false, asked: undefined };
const vacuously: Outcome = { verdict: 'holds', vacuous: true, asked: 0 };
const unfinished: Outcome = { verdict: 'unfinished', why: 'time', depth: 3 };

const reportOf = (
  properties: readonly (readonly [string, Kind, Outcome])[],
  more: Partial<Report> = {},
): Report => ({
  bounds: { brokers: 2 },
  complete: true,
  why: undefined,
  distinctStates: 10,
  generatedStates: 20,
  depth: 5,
  terminalStates: 0,
  outDegree: { mean: 1, most: 1 },
  cut: { room: [], constraints: [], outside: 0 },
  collisionProbability: 0,
  actions: [],
  ...more,
  properties: properties.map(([name, kind, outcome]) => ({ name, kind, outcome })),
});
const partial = { complete: false, why: 'time' } as const;
const recorded = (
  properties: Readonly<Record<string, RecordedVerdict>>,
  distinctStates = 10,
): RecordedRun => ({
  protocol: 'kip-320',
  bounds: { brokers: 2 },
  distinctStates,
  generatedStates: 20,
  depth: 5,
  terminalStates: 0,
  properties: new Map(Object.entries(properties)),
});
const RECORDED = {
  holds: { verdict: 'holds', vacuous: false, steps: null },
  violated: { verdict: 'violated', vacuous: false, steps: 9 },
} as const satisfies Readonly<Record<string, RecordedVerdict>>;

describe('what no search settles, and is recorded so', () => {
  const open = { ...recorded({}), unsettled: ['strong-isr'] };
  const undecided: Outcome = { verdict: 'unfinished', why: 'undecided', depth: 5 };
  it('is as recorded, where every state was seen', () => {
    const report = reportOf([['strong-isr', 'recoverable', undecided]]);
    expect(judge(report, open)).toEqual({ code: EXIT.asExpected, differences: [] });
    expect(judge(report, recorded({})).code).toBe(EXIT.unsettled);
  });
  it('is unsettled, where that is not known', () => {
    expect(judge(reportOf([['strong-isr', 'always', unfinished]], partial), open).code).toBe(EXIT.unsettled);
  });
  it('is not the same as to hold', () => {
    expect(judge(reportOf([['strong-isr', 'always', holds]]), open)).toEqual({
      code: EXIT.notAsExpected,
      differences: ['strong-isr: holds, and unfinished is recorded.'],
    });
  });
});

describe('bounds that are to be free', () => {
  const held = [['strong-isr', 'always', holds]] as const;
  const full = {
    room: [
      { by: 'records', action: 'leaderWrite', times: 7 },
      { by: 'leaderEpochs', action: 'controllerElectLeader', times: 1 },
      { by: 'limit leaderEpochs', action: 'leaderEpochs', times: 2 },
    ],
    constraints: [],
    outside: 0,
  };
  it('may keep no step from happening, and others may', () => {
    const known = recorded({ 'strong-isr': RECORDED.holds });
    const judged = (free: readonly string[], more: Partial<Report> = {}) =>
      judge(reportOf(held, { cut: full, ...more }), { ...known, free });
    for (const free of [[], ['brokers']])
      expect(judged(free)).toEqual({ code: EXIT.asExpected, differences: [] });
    const cut = {
      code: EXIT.notAsExpected,
      differences: [
        'it was cut short by --leader-epochs, which kept controllerElectLeader from happening 1 time.',
      ],
    };
    expect(judged(['leaderEpochs'])).toEqual(cut);
    expect(judged(['leaderEpochs', 'brokers'], partial)).toEqual(cut);
    expect(judged(['leaderEpochs', 'records']).differences).toHaveLength(2);
  });
});

describe('states that nobody counted', () => {
  it('are no difference, whatever they are', () => {
    const { distinctStates: _, ...known } = recorded({ 'strong-isr': RECORDED.holds });
    const found = reportOf([['strong-isr', 'always', holds]], { distinctStates: 11 });
    expect(judge(found, known)).toEqual({ code: EXIT.asExpected, differences: [] });
  });
});

describe('without a record', () => {
  it.for([
    ['always', holds, EXIT.asExpected],
    ['always', violated(3), EXIT.notAsExpected],
    ['alwaysStep', holds, EXIT.asExpected],
    ['alwaysStep', violated(0), EXIT.notAsExpected],
    ['sometimes', seen(3), EXIT.asExpected],
    ['sometimes', { verdict: 'neverSeen' }, EXIT.notAsExpected],
    ['always', vacuously, EXIT.asExpected],
    ['always', unfinished, EXIT.unsettled],
  ] as const)('of %s, $1.verdict has its usual code', ([kind, outcome, code]) => {
    expect(judge(reportOf([['p', kind, outcome]]), undefined).code).toBe(code);
  });
  it('a property that is new beside recorded ones is expected as if nothing were recorded', () => {
    expect(
      judge(reportOf([['new', 'always', violated(3)]]), recorded({ old: RECORDED.holds })).differences,
    ).toEqual(['new: violated, and holds is expected.']);
  });
});

describe('with a record', () => {
  it('what is recorded is as expected, also a violation', () => {
    expect(judge(reportOf([['p', 'always', violated(9)]]), recorded({ p: RECORDED.violated }))).toEqual({
      code: EXIT.asExpected,
      differences: [],
    });
  });
  it.for([
    ['another verdict', holds, RECORDED.violated, 'p: holds, and violated is recorded.'],
    ['another length', violated(8), RECORDED.violated, 'p: in 8 steps, and 9 are recorded.'],
    [
      'what holds vacuously now',
      vacuously,
      RECORDED.holds,
      'p: holds vacuously, and the other way is recorded.',
    ],
  ] as const)('%s is not', ([, outcome, known, difference]) => {
    expect(judge(reportOf([['p', 'always', outcome]]), recorded({ p: known }))).toEqual({
      code: EXIT.notAsExpected,
      differences: [difference],
    });
  });
  it('another number of states is not, unless the search was not finished', () => {
    const found = [['p', 'always', violated(9)]] as const;
    const known = recorded({ p: RECORDED.violated }, 11);
    expect(judge(reportOf(found), known)).toEqual({
      code: EXIT.notAsExpected,
      differences: ['10 distinct states, and 11 are recorded.'],
    });
    expect(judge(reportOf(found, partial), known).code).toBe(EXIT.asExpected);
  });
  it('what was not judged this time is not missed', () => {
    expect(judge(reportOf([]), recorded({ p: RECORDED.violated })).code).toBe(EXIT.asExpected);
  });
});

describe('several together', () => {
  it('what differs counts for more than what is open', () => {
    const mixed = [
      ['p', 'always', unfinished],
      ['q', 'always', violated(2)],
    ] as const;
    expect(judge(reportOf(mixed, partial), undefined).code).toBe(EXIT.notAsExpected);
  });
  it('a search that was asked for nothing but states is open until it is finished', () => {
    expect(judge(reportOf([], partial), undefined).code).toBe(EXIT.unsettled);
    expect(judge(reportOf([]), undefined).code).toBe(EXIT.asExpected);
  });
  it('the exit code is the highest of 3 > 1 > 2 > 0', () => {
    expect(worst([])).toBe(0);
    expect(worst([0, 2, 0])).toBe(2);
    expect(worst([2, 1, 0])).toBe(1);
    expect(worst([1, 2, 3])).toBe(3);
  });
});
