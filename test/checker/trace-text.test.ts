import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import {
  actionsOf,
  bagOf,
  below,
  each,
  eachUpTo,
  flag,
  idOrNone,
  idSet,
  idsBelow,
  interchangeable,
  limit,
  logOf,
  mapOf,
  minus,
  oneOf,
  optional,
  orNone,
  protocol,
  record,
  setOf,
  type BoundsOf,
  type IdSet,
  type StateOf,
} from '#checker/dsl';
import { chosenToJson } from '#checker/chosen';
import { Machine } from '#checker/machine';
import { plainRegister } from '#checker/plain-register';
import {
  follow,
  NotDisabled,
  NotPossible,
  traceStepHere,
  type TraceStep,
  type WalkStep,
} from '#checker/trace';
import {
  isWalk,
  parseTrace,
  parseTraceOrWalk,
  printTrace,
  printWalk,
  simulateCommand,
  stepLines,
  TraceSyntaxError,
  verifyCommand,
  type TraceFile,
  type WalkFile,
} from '#checker/trace-text';
import kip279 from '#model/replication/protocols/kip-279';

const declared = {
  brokers: { meaning: 'brokers', from: 1, to: 4, default: 3 },
  most2Send: { meaning: 'messages', from: 0, to: 9, default: 5 },
} as const;
type Bounds = BoundsOf<typeof declared>;
const brokers = interchangeable('brokers', ({ brokers }: Bounds) => brokers);
const content = {
  isr: idSet(brokers),
  version: orNone(below(4)),
  to: idOrNone(brokers),
  urgent: flag,
  error: oneOf('NO_ERROR', 'fenced-epoch', 'r2', 'x'),
};
const schema = record({
  brokers: mapOf(
    brokers,
    record({
      heard: orNone(below(4)),
      log: logOf(
        () => 9,
        { of: below(10) },
        ({ of }) => `a=${of}`,
      ),
    }),
  ),
  bag: bagOf(({ most2Send }: Bounds) => most2Send, content),
  set: setOf(({ most2Send }: Bounds) => most2Send, content),
  last: optional({ version: orNone(below(4)), isr: idSet(brokers) }),
  ticks: bagOf(() => 3, {}),
  // A variable may have the name of a choice: what a step changed is no choice of it.
  n: below(10),
  message: flag,
});
type State = StateOf<typeof schema, typeof declared>;
const action = actionsOf<State>();
const sends = (kind: 'bag' | 'set') => () =>
  action({
    kind: 'fault',
    choose: { to: each((s: State) => s.brokers), n: eachUpTo(() => 7) },
    when: (_, s) => !s[kind].isFull,
    then: ({ to, n }, s) => {
      const isr = (
        n % 2 ? minus(idsBelow(s.bounds.brokers), to) : idsBelow(Math.min(n % 3, s.bounds.brokers))
      ) as IdSet;
      const errors = ['NO_ERROR', 'fenced-epoch', 'r2', 'x'] as const;
      s[kind].add({ isr, version: (n % 5) - 1, to: to.id - (n & 1), urgent: n > 4, error: errors[n % 4]! });
    },
  });
const messages = protocol({
  bounds: declared,
  schema,
  initial: () => {},
  rules: {},
  actions: {
    sendBag: sends('bag'),
    sendSet2: sends('set'),
    hear: () =>
      action({
        choose: { message: each((s: State) => s.bag), by: each((s: State) => s.brokers) },
        then: ({ message, by }, s) => {
          s.bag.remove(message);
          by.heard = message.version;
          s.message = !s.message;
          s.last.put(message);
        },
      }),
    swap: () =>
      action({
        choose: { a: each((s: State) => s.bag), b: each((s: State) => s.set) },
        when: (_, s) => !s.bag.isFull,
        then: ({ a, b }, s) => {
          s.set.remove(b);
          s.bag.add(b);
          s.n = (s.n + (a.urgent ? 1 : 0)) % 10;
        },
      }),
    tick: () => action({ choose: {}, when: (_, s) => !s.ticks.isFull, then: (_, s) => s.ticks.add({}) }),
    // In a trace {} may as well be a set without members, so that what is read is not quite what was printed.
    tock: () =>
      action({ choose: { tick: each((s: State) => s.ticks) }, then: ({ tick }, s) => s.ticks.remove(tick) }),
    write: () =>
      action({
        choose: { n: eachUpTo(() => 9), broker: each((s: State) => s.brokers) },
        when: ({ broker }) => !broker.log.isFull,
        then: ({ n, broker }, s) => {
          broker.log.append({ of: n });
          s.last.clear();
        },
      }),
  },
});

/** Walks at random, one of the possible steps for each number. */
function walk(of: typeof messages, bounds: Record<string, number>, numbers: readonly number[]): TraceStep[] {
  const machine = new Machine(of, bounds, plainRegister(of.schema, bounds, of.limits));
  machine.begin();
  const steps: TraceStep[] = [];
  for (const number of numbers) {
    const enabled = machine.enabled().filter((choice) => machine.actionOf(choice).name !== 'tock');
    const choice = enabled[number % enabled.length];
    if (choice === undefined) break;
    machine.refusal(choice);
    const { action, chosen } = machine.steps[choice]!;
    steps.push({ action, chosen: chosenToJson(machine, action, chosen) });
    machine.take(choice);
  }
  return steps;
}
/** The same, and among the steps some that are refused where they stand. */
function walkWithRefusals(
  of: typeof messages,
  file: Omit<TraceFile, 'property'>,
  refused: readonly number[],
) {
  const machine = new Machine(of, file.bounds, plainRegister(of.schema, file.bounds, of.limits));
  machine.begin();
  const steps: WalkStep[] = [];
  for (const [i, step] of [...file.steps, undefined].entries()) {
    const choices = Array.from({ length: machine.choices }, (_, choice) => choice);
    const disabled = choices.filter((choice) => machine.refusal(choice) !== undefined);
    const choice = disabled[(refused[i] ?? 0) % Math.max(1, disabled.length)];
    const here = choice === undefined ? undefined : traceStepHere(machine, choice);
    if (here && here.action !== 'tock' && refused[i]! % 3 > 0) steps.push({ ...here, disabled: true });
    if (step === undefined) break;
    steps.push(step);
    const chosen = machine.enabled().find((one) => {
      const other = traceStepHere(machine, one)!;
      return JSON.stringify(other) === JSON.stringify(step);
    })!;
    machine.refusal(chosen);
    machine.take(chosen);
  }
  return steps;
}
const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}$/);
const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text));
const anyTrace: fc.Arbitrary<TraceFile> = fc
  .record({
    protocol: name,
    property: name,
    bounds: fc.record(
      { brokers: fc.integer({ min: 1, max: 4 }), most2Send: fc.nat(9) },
      { noNullPrototype: true },
    ),
    limits: fc.record(
      { sendBag: fc.nat(9), sendSet2: fc.nat(9) },
      { requiredKeys: [], noNullPrototype: true },
    ),
    story: fc.array(line, { maxLength: 4 }),
    numbers: fc.array(fc.nat(1000), { maxLength: 14 }),
  })
  .map(({ numbers, ...file }) => ({
    ...file,
    steps: walk(limit(messages, file.limits), file.bounds, numbers),
  }));

const anyWalk: fc.Arbitrary<WalkFile> = fc
  .record({ trace: anyTrace, shows: line, refused: fc.array(fc.nat(1000), { minLength: 15, maxLength: 15 }) })
  .map(({ trace, shows, refused }) => {
    const { protocol: of, bounds, limits, story } = trace;
    return {
      protocol: of,
      bounds,
      limits,
      story,
      shows,
      steps: walkWithRefusals(limit(messages, limits), trace, refused),
    };
  });

describe('a walk', () => {
  it('is read as what was printed', () => {
    let disabled = 0;
    fc.assert(
      fc.property(anyWalk, (walk) => {
        const of = limit(messages, walk.limits);
        const text = printWalk(walk, of);
        const read = parseTraceOrWalk(text);
        expect(read).toEqual(walk);
        expect(isWalk(read) && printWalk(read, of)).toBe(text);
        disabled += walk.steps.filter((step) => step.disabled).length;
      }),
      { numRuns: 200 },
    );
    // About 260, as these are drawn.
    expect(disabled).toBeGreaterThan(100);
  });

  const bounds = boundsFor(declared, { most2Send: 1 });
  const send: TraceStep = { action: 'sendBag', chosen: { to: 1, n: 5 } };
  const message = { isr: [0, 2], version: null, to: 0, urgent: true, error: 'fenced-epoch' };
  const hear: TraceStep = { action: 'hear', chosen: { message, by: 2 } };
  const file = { protocol: 'p', bounds, limits: { sendBag: 2 }, shows: 'It is heard.', story: ['', 'Once.'] };

  it('reads as people expect, with what must not be possible between what is', () => {
    const steps: WalkStep[] = [
      { ...hear, disabled: true },
      send,
      { ...send, disabled: true },
      hear,
      { ...hear, disabled: true },
    ];
    const text = printWalk({ ...file, steps }, messages);
    expect(text.split('\n')).toEqual([
      '# It is heard.',
      '#',
      '# Once.',
      'walk p --brokers 3 --most2-send 1 --limit sendBag=2',
      '----',
      ' 1  hear message={isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch} by=2 -> disabled',
      `${' 2  sendBag to=1 n=5'.padEnd(82)}` +
        '  bag +{isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch}',
      ' 3  sendBag to=1 n=5 -> disabled',
      ' 4  hear message={isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch} by=2 ' +
        ' bag -{isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch}  last none→{version:none,isr:{0,2}}  message false→true',
      ' 5  hear message={isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch} by=2 -> disabled',
      '',
    ]);
    expect(parseTraceOrWalk(text)).toEqual({ ...file, steps });
    expect(simulateCommand(file)).toBe('simulate p --brokers 3 --most2-send 1 --limit sendBag=2');
  });

  it('says why what is disabled is, and leaves the state as it was', () => {
    const { visited } = follow(messages, bounds, [{ ...hear, disabled: true }, send]);
    expect(visited[1]).toMatchObject({
      refusal: 'what it chooses is not there: there is no message.',
      changes: [],
    });
    expect(visited[1]!.state).toEqual(visited[0]!.state);
    expect(visited[2]!.changes).toHaveLength(1);
    const full = follow(messages, bounds, [send, { ...send, disabled: true }]).visited;
    expect(full[2]!.refusal).toBe(
      'the guard of sendBag does not hold. It read bag = {{isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch}}.',
    );
    const limited = limit(messages, { sendBag: 0 });
    expect(follow(limited, bounds, [{ ...send, disabled: true }]).visited[1]!.refusal).toBe(
      'limit sendBag leaves no room for it. It read limits.sendBag = 0.',
    );
  });

  it('is refused where a disabled step is possible, and where it is no step at all', () => {
    const failure = (steps: readonly WalkStep[]): unknown => {
      try {
        return printWalk({ ...file, limits: {}, steps }, messages);
      } catch (error) {
        return error;
      }
    };
    for (const [step, reason] of [
      [send, 'it is possible.'],
      [{ action: 'leap', chosen: {} }, 'there is no action leap; there are sendBag, '],
      [{ action: 'sendBag', chosen: { to: 1 } }, 'sendBag chooses to and n.'],
      [{ action: 'sendBag', chosen: { to: 3, n: 5 } }, 'what it chooses is not there: to is one of 0 to 2.'],
      [{ action: 'sendBag', chosen: { to: 1, n: 8 } }, 'what it chooses is not there: n is one of 0 to '],
      [{ action: 'hear', chosen: { message, by: 3 } }, 'what it chooses is not there: there is no message.'],
      [{ action: 'hear', chosen: { message: 5, by: 1 } }, 'what it chooses cannot be read: 5 where'],
    ] as const) {
      const error = failure([{ ...step, disabled: true }]);
      expect(error).toBeInstanceOf(NotDisabled);
      expect((error as NotDisabled).number).toBe(1);
      expect((error as Error).message).toContain(`Step 1, ${step.action}, is not disabled there: ${reason}`);
    }
    expect(failure([send, send])).toBeInstanceOf(NotPossible);
  });

  const refusal = (...lines: string[]): { message: string; line: number } => {
    try {
      parseTraceOrWalk(lines.join('\n'));
    } catch (error) {
      if (error instanceof TraceSyntaxError) return error;
      throw error;
    }
    throw new Error('It was read.');
  };
  it('is of no property, and so no trace', () => {
    expect(refusal('# x', 'walk p --property q', '----')).toMatchObject({
      message:
        'A walk is of no property. The command of a walk reads: walk <protocol> --<bound> <n> --limit <action>=<n> ...',
      line: 2,
    });
    expect(refusal('# x', 'walk', '----').message).toContain('"walk" is no command that finds a trace.');
    expect(refusal('# x', 'walk p --brokers', '----').message).toContain('--brokers has no value.');
    expect(() => parseTrace('# x\n# y\nwalk p\n----\n')).toThrow(
      new TraceSyntaxError('this is a walk, which is of no property. `replay` takes its steps.', 3),
    );
  });
  it('alone has steps that must not be possible, written as such', () => {
    expect(refusal('# x', 'verify p --property q', '----', ' 1  a', ' 2  a x=1 -> disabled')).toMatchObject({
      message: 'a trace has possible steps only: -> disabled is for walks, whose command is walk <protocol>.',
      line: 5,
    });
    expect(refusal('# x', 'walk p', '----', ' 1  a -> enabled')).toMatchObject({
      message: '"-> enabled" says nothing: a step that must not be possible ends in -> disabled.',
      line: 4,
    });
    expect(refusal('# x', 'walk p', '----', ' 1  a -> disabled x 0→1').message).toContain('says nothing');
    expect(parseTraceOrWalk('# x\nwalk p\n----\n 1  a x=1   ->  disabled').steps).toEqual([
      { action: 'a', chosen: { x: 1 }, disabled: true },
    ]);
  });
});

describe('a trace', () => {
  it('is read as what was printed', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const of = limit(messages, trace.limits);
        const read = parseTrace(printTrace(trace, of));
        expect(read).toEqual(trace);
        expect(follow(of, read.bounds, read.steps).visited).toHaveLength(1 + trace.steps.length);
        expect(printTrace(read, of)).toBe(printTrace(trace, of));
      }),
      { numRuns: 150 },
    );
  });

  it('is read from lines of another system, with empty lines at the end', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const text = printTrace(trace, limit(messages, trace.limits));
        expect(parseTrace(`${text.replaceAll('\n', '\r\n')}\r\n  \r\n`)).toEqual(trace);
      }),
      { numRuns: 30 },
    );
  });

  it('reads as people expect', () => {
    const bounds = boundsFor(kip279.bounds, { logSize: 1 });
    const steps: TraceStep[] = [
      { action: 'controllerElectLeader', chosen: { newLeader: 1 } },
      { action: 'becomeLeader', chosen: { request: 0 } },
      { action: 'leaderWrite', chosen: { leader: 1 } },
    ];
    const file = {
      protocol: 'kip-279',
      property: 'weak-isr',
      bounds,
      limits: { leaderWrite: 2 },
      story: ['', 'It was.'],
      steps,
    };
    expect(printTrace(file, kip279).split('\n')).toEqual([
      '# weak-isr is violated by kip-279 in 3 steps, the fewest there are.',
      '#',
      '# It was.',
      'verify kip-279 --property weak-isr --brokers 3 --log-size 1 --records 2 --leader-epochs 2 --limit leaderWrite=2',
      '----',
      ' 1  controllerElectLeader newLeader=1  quorum.leaderEpoch none→0  quorum.leader none→1  ' +
        'leaderAndIsrRequests[0].leader none→1  leaderAndIsrRequests[0].isr {}→{0,1,2}  nextLeaderEpoch 0→1',
      ' 2  becomeLeader request=0             replicas[1].leaderEpoch none→0  replicas[1].leader none→1  ' +
        'replicas[1].isr {}→{0,1,2}',
      ' 3  leaderWrite leader=1               replicas[1].log []→[r0@0]  nextRecordId 0→1',
      '',
    ]);
    expect(printTrace({ ...file, steps: steps.slice(0, 1) }, kip279)).toContain('in 1 step, the fewest');
    expect(stepLines(kip279, bounds, [])).toEqual([]);
  });

  it('prints messages by content, and those that came and went', () => {
    const bounds = boundsFor(declared);
    const message = { isr: [0, 2], version: null, to: null, urgent: true, error: 'fenced-epoch' };
    const steps: TraceStep[] = [
      { action: 'sendBag', chosen: { to: 1, n: 5 } },
      { action: 'hear', chosen: { message: { ...message, to: 0, error: 'fenced-epoch' }, by: 2 } },
      { action: 'tick', chosen: {} },
      { action: 'tock', chosen: { tick: {} } },
    ];
    expect(stepLines(messages, bounds, steps).map((text) => text.replace(/ {2,}/g, '  '))).toEqual([
      ' 1  sendBag to=1 n=5  bag +{isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch}',
      ' 2  hear message={isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch} by=2  ' +
        'bag -{isr:{0,2},version:none,to:0,urgent:true,error:fenced-epoch}  last none→{version:none,isr:{0,2}}  message false→true',
      ' 3  tick  ticks +{}',
      ' 4  tock tick={}  ticks -{}',
    ]);
    const text = printTrace({ protocol: 'p', property: 'q', bounds, limits: {}, story: [], steps }, messages);
    expect(follow(messages, bounds, parseTrace(text).steps).machine.s.ticks.size).toBe(0);
  });

  it('of a protocol that cannot take its steps is not printed', () => {
    const file = { protocol: 'p', property: 'q', bounds: boundsFor(declared), limits: {}, story: [] };
    expect(() => printTrace({ ...file, steps: [{ action: 'leap', chosen: {} }] }, messages)).toThrow(
      NotPossible,
    );
  });
});

describe('the command of a trace', () => {
  it('names bounds and limits, and nothing where there are none', () => {
    const file = { protocol: 'p', property: 'q', bounds: {}, limits: {} };
    expect(verifyCommand(file)).toBe('verify p --property q');
    expect(verifyCommand({ ...file, bounds: { logSize: 0 }, limits: { a: 1, b: 0 } })).toBe(
      'verify p --property q --log-size 0 --limit a=1 --limit b=0',
    );
  });
});

describe('the text of a trace', () => {
  const head = ['# what it shows', 'verify p --property q --log-size 2', '----'];
  const refusal = (...lines: string[]): TraceSyntaxError => {
    try {
      parseTrace(lines.join('\n'));
    } catch (error) {
      if (error instanceof TraceSyntaxError) return error;
      throw error;
    }
    throw new Error('It was read.');
  };
  const step = (text: string): TraceStep => parseTrace([...head, text].join('\n')).steps[0]!;

  it('is refused where it has no command', () => {
    for (const lines of [
      [''],
      ['# only', '# a comment'],
      ['# a comment', ''],
      ['# a comment', '   ', '----'],
    ]) {
      const { message, line } = refusal(...lines);
      expect(message).toContain('a trace begins with a comment, and then says which command finds it.');
      expect(line).toBe(lines.length);
    }
  });

  it('is refused where the rule is missing, or is another', () => {
    expect(refusal('# x', 'verify p --property q', ' 1  step')).toMatchObject({ line: 3 });
    expect(refusal('# x', '# y', 'verify p --property q')).toMatchObject({ line: 4 });
    expect(refusal('# x', 'verify p --property q', '---').message).toContain('here a line of ----');
    expect(refusal('# x', 'verify p --property q', '', '----').line).toBe(3);
  });

  it('is refused where the command is none', () => {
    const of = (command: string) => refusal('# x', command, '----');
    const bad: readonly (readonly [string, string])[] = [
      ['check p --property q', '"check p --property q" is no command that finds a trace.'],
      ['verify', 'is no command that finds a trace.'],
      ['verify p', 'It names no property.'],
      ['verify p --log-size 2', 'It names no property.'],
      ['verify p --property', '--property has no value.'],
      ['verify p --property q --log-size', '--log-size has no value.'],
      ['verify p --property q -l 2', '"-l" is no option.'],
      ['verify p --property q log-size 2', '"log-size" is no option.'],
      ['verify p --property q --logSize 2', '"--logSize" is no option.'],
      ['verify p --property q --2nd 2', '"--2nd" is no option.'],
      ['verify p --property q --log-size two', '--log-size is a number, and not two.'],
      ['verify p --property q --log-size -2', '--log-size is a number, and not -2.'],
      ['verify p --property q --log-size 2.5', '--log-size is a number, and not 2.5.'],
      ['verify p --property q --limit crash', 'crash is no limit.'],
      ['verify p --property q --limit crash=', 'crash= is no limit.'],
      ['verify p --property q --limit crash=-1', 'crash=-1 is no limit.'],
      ['verify p --property q --limit =1', '=1 is no limit.'],
    ];
    for (const [command, message] of bad) {
      const error = of(command);
      expect(error.message, command).toContain(message);
      expect(error.message).toContain(
        'A command reads: verify <protocol> --property <property> --<bound> <n> ...',
      );
      expect(error.line).toBe(2);
    }
    expect(refusal('# x', '# y', '# z', 'verify p', '----').line).toBe(4);
  });

  it('is refused where a step is none, or not the next one', () => {
    const bad: readonly (readonly [string, string])[] = [
      ['step', '"step" is no step: a number, an action, and what it chooses.'],
      ['1', 'is no step'],
      ['1 2', 'is no step'],
      ['-1 step', 'is no step'],
      ['1step', 'is no step'],
      ['# a comment', 'is no step'],
      ['2  step', 'step 1 is missing: here is 2.'],
      ['0  step', 'step 1 is missing: here is 0.'],
    ];
    for (const [text, message] of bad) {
      const error = refusal(...head, text);
      expect(error.message, text).toContain(message);
      expect(error.line).toBe(4);
    }
    expect(refusal(...head, ' 1  a', '', ' 3  b')).toMatchObject({
      message: 'step 2 is missing: here is 3.',
      line: 6,
    });
    expect(refusal(...head, ' 1  a', ' 1  a')).toMatchObject({
      message: 'step 2 is missing: here is 1.',
      line: 5,
    });
  });

  it('is refused where a value is none, and says at which column', () => {
    const bad: readonly (readonly [string, string])[] = [
      ['1  a x=', 'a value is missing at column 8.'],
      ['1  a x= 1', 'a value is missing at column 8.'],
      ['1  a x=-', 'a value is missing at column 8.'],
      ['1  a x=?', 'a value is missing at column 8.'],
      ['1  a x="b"', 'a value is missing at column 8.'],
      ['1  a x=[0]', 'a value is missing at column 8.'],
      ['1  a x={0', '} is missing at column 10.'],
      ['1  a x={0,1', '} is missing at column 12.'],
      ['1  a x={v:1', '} is missing at column 12.'],
      ['1  a x={v:{0}', '} is missing at column 14.'],
      ['1  a x={', 'a value is missing at column 9.'],
      ['1  a x={0,', 'a value is missing at column 11.'],
      ['1  a x={,0}', 'a value is missing at column 9.'],
      ['1  a x={v:}', 'a value is missing at column 11.'],
      ['1  a x={v:,w:1}', 'a value is missing at column 11.'],
      ['1  a x={0 1}', '} is missing at column 10.'],
      ['1  a x={v:1 w:2}', '} is missing at column 12.'],
      ['1  a x={v:1,2}', 'a set of ids, or the content of a message, but not both'],
      ['1  a x={0,v:1}', 'a set of ids, or the content of a message, but not both'],
      ['1  a x={v:1,v:2}', 'v is there twice'],
      ['1  a x=1,2', 'the value ends at column 8, and something follows.'],
      ['1  a x=1.5', 'the value ends at column 8, and something follows.'],
      ['1  a x=0x10', 'the value ends at column 8, and something follows.'],
      ['1  a x={0}}', 'the value ends at column 10, and something follows.'],
      ['1  a x={0}y=1', 'the value ends at column 10, and something follows.'],
      ['1  a x=1 x=2', 'x is chosen twice.'],
    ];
    for (const [text, message] of bad) {
      const error = refusal(...head, text);
      expect(error.message, text).toContain(message);
      expect(error.line).toBe(4);
    }
  });

  it('reads every value', () => {
    expect(step('1 a')).toEqual({ action: 'a', chosen: {} });
    expect(step('  1   a   x=0  y=-1\tz=12  changed 0→1')).toEqual({
      action: 'a',
      chosen: { x: 0, y: -1, z: 12 },
    });
    expect(step('1 a x=none y=true z=false w=NOT_leader-2')).toEqual({
      action: 'a',
      chosen: { x: null, y: true, z: false, w: 'NOT_leader-2' },
    });
    expect(
      step('1 a s={} t={0} u={0,12} m={v:1,isr:{},of:{0,2},e:none,on:true,word:nonesuch,n:{in:{1}}}'),
    ).toEqual({
      action: 'a',
      chosen: {
        s: [],
        t: [0],
        u: [0, 12],
        m: { v: 1, isr: [], of: [0, 2], e: null, on: true, word: 'nonesuch', n: { in: [1] } },
      },
    });
  });

  it('reads no choice from what a step changed', () => {
    expect(step('1 a x=0  log []→[y=1 z=2]  z 0→1 w=3').chosen).toEqual({ x: 0 });
  });

  it('keeps the story, and drops the line above it, which says what the trace shows', () => {
    const story = (...lines: string[]) => parseTrace([...lines, ...head.slice(1)].join('\n')).story;
    expect(story('# what it shows', '#', '# Once', '#  upon', '#a time', '#')).toEqual([
      '',
      'Once',
      ' upon',
      'a time',
      '',
    ]);
    expect(story('# what it shows')).toEqual([]);
    expect(story()).toEqual([]);
  });
});
