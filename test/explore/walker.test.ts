import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import {
  actionsOf,
  always,
  alwaysStep,
  below,
  each,
  eachBelow,
  interchangeable,
  limit,
  mapOf,
  protocol,
  record,
  sometimes,
  within,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import { Machine } from '#checker/machine';
import { packedRegister } from '#checker/register';
import { choiceHere, follow } from '#checker/trace';
import { parseTrace, printTrace } from '#checker/trace-text';
import { toJson } from '#checker/value';
import asyncIsr from '#model/replication/protocols/async-isr';
import kip279 from '#model/replication/protocols/kip-279';
import kip320 from '#model/replication/protocols/kip-320';
import strongIsr from '#properties/replication/strong-isr';
import { EFFORT } from '#explore/effort';
import { Random } from '#explore/random';
import { assertedIn } from '#explore/search-for';
import { Walker } from '#explore/walker';
import { action, countTo, counting } from '../support/count-to.js';
import { failureOf } from '../support/failures.js';
import { lossyBag } from '../support/lossy-bag.js';
import { lossySet } from '../support/lossy-set.js';
import { drawnProperties, drawnProtocol, propertiesOf, protocolOf } from '../support/random-protocol.js';
import {
  actionsIn,
  contentOf,
  decidedBy,
  endsOutside,
  LITTLE,
  onPlane,
  plane,
  prefixesOf,
  right,
  searchOf,
  stepOf,
  up,
  walk,
} from '../support/walks.js';

const known: Readonly<Record<string, Protocol>> = {
  'a lossy bag': lossyBag,
  'a lossy set': lossySet,
  'a counter': countTo,
  'kip-320': kip320,
  'async-isr': asyncIsr,
};
const seeds = fc.nat();
/** So much that it comes by what is likely. */
const MORE = { steps: 5000 };

describe('a run', () => {
  it('is a function of its random numbers, whatever other runs were done in between', () => {
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, seeds, seeds, (drawn, of, seed, other) => {
        const search = searchOf(protocolOf(drawn), propertiesOf(of));
        const walker = new Walker(search);
        const run = (n: number, steps = LITTLE.steps) =>
          contentOf(walker.run(Random.of(n, 0), { ...LITTLE, steps }));
        const first = run(seed);
        run(other, 2 * LITTLE.steps);
        expect(run(seed)).toEqual(first);
        expect(contentOf(walk(search, seed))).toEqual(first);
      }),
      { numRuns: 25 },
    );
  });

  it('is the same on a Walker that has come by many more states', () => {
    const search = searchOf(kip279, { strongIsr });
    const walker = new Walker(search);
    const one = contentOf(walker.run(Random.of(7, 0), LITTLE));
    for (let run = 0; run < 3; run++) walker.run(Random.of(8, run), EFFORT);
    expect(contentOf(walker.run(Random.of(7, 0), LITTLE))).toEqual(one);
  });

  it('differs from one with another seed', () => {
    const search = searchOf(kip320, { strongIsr });
    expect(contentOf(walk(search, 1))).not.toEqual(contentOf(walk(search, 2)));
  });

  it('takes enabled steps only, upholds all that is asserted up to its end, and names what is violated there', () => {
    let violations = 0;
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, seeds, (drawn, of, seed) => {
        const search = searchOf(protocolOf(drawn), propertiesOf(of));
        const asserted = assertedIn(search);
        const { violated, steps } = walk(search, seed);
        for (const prefix of prefixesOf(steps)) {
          expect(decidedBy(search, asserted, prefix)).toEqual([]);
          expect(endsOutside(search, prefix)).toBe(false);
        }
        expect(decidedBy(search, asserted, steps)[0]).toBe(violated);
        if (violated !== undefined) violations++;
      }),
      { numRuns: 60, seed: 1 },
    );
    expect(violations).toBeGreaterThan(10);
  });

  it('comes by nothing that a search of all there is does not', () => {
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, seeds, (drawn, of, seed) => {
        const properties = propertiesOf(of);
        const protocol = protocolOf(drawn);
        const search = searchOf(protocol, properties);
        const { violated, taken, seen, executed, steps } = walk(search, seed);
        const report = check(protocol, properties);
        for (const { name, generated } of report.actions)
          if (generated === 0) expect(taken[name] ?? 0).toBe(0);
        for (const { name, outcome } of report.properties) {
          if (seen.has(name)) expect(outcome.verdict).toBe('seen');
          if (violated !== name) continue;
          expect(outcome.verdict).toBe('violated');
          if ('trace' in outcome) expect(outcome.trace.length).toBeLessThanOrEqual(steps.length);
        }
        const { limits = {} } = protocol;
        const sizes = new Machine(
          protocol,
          search.bounds,
          packedRegister(protocol.schema, search.bounds, limits),
        );
        expect(Object.keys(taken)).toEqual(
          sizes.actions.filter(({ name, size }) => size > 0 && limits[name] !== 0).map(({ name }) => name),
        );
        expect(Object.values(taken).reduce((sum, n) => sum + n, 0)).toBe(executed);
      }),
      { numRuns: 25 },
    );
  });

  it('does about as many steps as it may, and walks no farther than it may', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(known)),
        seeds,
        fc.record({
          steps: fc.integer({ min: 1, max: 500 }),
          depth: fc.integer({ min: 1, max: 20 }),
          burst: fc.integer({ min: 1, max: 8 }),
        }),
        (protocol, seed, effort) => {
          const { executed, steps } = walk(searchOf(protocol), seed, effort);
          expect(executed).toBeGreaterThan(0);
          expect(executed).toBeLessThan(effort.steps + effort.depth);
          expect(steps.length).toBeLessThanOrEqual(effort.depth);
          expect(steps.length).toBeLessThanOrEqual(executed);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a behaviour that was walked', () => {
  const behaviours = (search: ReturnType<typeof searchOf>) =>
    [1, 2, 3].map((seed) => walk(search, seed, { steps: 2000, depth: 30 }).steps);

  it.each(Object.entries(known))(
    'of %s shows the same states on both registers, and reads as it was printed',
    (name, of) => {
      const search = searchOf(of);
      for (const steps of behaviours(search)) {
        expect(steps.length).toBeGreaterThan(2);
        expectSameStates(search, steps);
        expectReadable(search, steps);
      }
      expect(name).not.toBe('');
    },
  );

  it('of a protocol of any shape does, too', () => {
    fc.assert(
      fc.property(drawnProtocol, seeds, (drawn, seed) => {
        const search = searchOf(protocolOf(drawn));
        const { steps } = walk(search, seed);
        expectSameStates(search, steps);
        expectReadable(search, steps);
      }),
      { numRuns: 80 },
    );
  });
});
function expectSameStates(search: ReturnType<typeof searchOf>, steps: Parameters<typeof follow>[2]): void {
  const { protocol, bounds } = search;
  const { visited } = follow(protocol, bounds, steps);
  const machine = new Machine(protocol, bounds, packedRegister(protocol.schema, bounds, protocol.limits));
  machine.begin();
  const states = [toJson(protocol.schema, machine.s)];
  for (const step of steps) {
    const choice = choiceHere(machine, step)!;
    expect(machine.refusal(choice)).toBeUndefined();
    machine.take(choice);
    states.push(toJson(protocol.schema, machine.s));
  }
  expect(states).toEqual(visited.map(({ state }) => state));
}
function expectReadable(
  { protocol, bounds }: ReturnType<typeof searchOf>,
  steps: Parameters<typeof follow>[2],
): void {
  const file = {
    protocol: 'a',
    property: 'b',
    bounds,
    limits: protocol.limits ?? {},
    story: ['It ends.', ''],
    steps,
  };
  expect(parseTrace(printTrace(file, protocol))).toEqual(file);
}

describe('what a run has seen', () => {
  it('is told apart by how many choices of each action are possible', () => {
    // Up and back is possible everywhere but at the top.
    expect(walk(searchOf(countTo, {}, { most: 5 }), 1, MORE).cells).toHaveLength(2);
  });

  it('is told apart by the abstraction, where the protocol has one, and is violated all the same', () => {
    const byNumber = { ...countTo, abstraction: ({ n }: { readonly n: number }) => [n] };
    expect(walk(searchOf(byNumber, {}, { most: 5 }), 1, MORE).cells).toHaveLength(6);
    const byParity = { ...countTo, abstraction: ({ n }: { readonly n: number }) => [n % 2, 0] };
    expect(walk(searchOf(byParity, {}, { most: 5 }), 1, MORE).cells).toHaveLength(2);
    for (const of of [byNumber, byParity, countTo]) {
      const { violated, steps } = walk(
        searchOf(of, { low: always(counting, ({ n }) => n < 4) }, { most: 5 }),
        1,
        MORE,
      );
      expect(violated).toBe('low');
      expect(actionsIn(steps).slice(-4)).toEqual(['up', 'up', 'up', 'up']);
    }
  });

  it('includes the initial state, and nothing of a state outside', () => {
    const apart = {
      ...onPlane,
      abstraction: ({ x, y }: { readonly x: number; readonly y: number }) => [x, y],
    };
    const { cells } = walk(searchOf(within(apart, { low: ({ x, y }) => x + y < 2 })), 1, { steps: 1000 });
    expect(cells).toHaveLength(3);
    expect(new Set(cells).size).toBe(3);
    expect(walk(searchOf(protocol({ ...onPlane, actions: {} }))).cells).toHaveLength(1);
  });

  it('leads from the initial state to the farthest of it by a way that was walked', () => {
    const byNumber = { ...countTo, abstraction: ({ n }: { readonly n: number }) => [n] };
    const { steps } = walk(searchOf(byNumber, {}, { most: 8 }), 3, { steps: 3000 });
    // The shortest ways to 0 to 8 take so many steps.
    expect(actionsIn(steps)).toEqual(Array(8).fill('up'));
  });
});

describe('of properties', () => {
  const low = always(plane, ({ x }) => x < 3);
  const lower = always(plane, ({ x }) => x < 1);

  it('those that are not asserted neither end a walk nor bar a way', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const alone = walk(searchOf(onPlane, { low }), seed, MORE);
      expect(alone.violated).toBe('low');
      expect(alone.steps.filter(({ action }) => action === 'right').length).toBeGreaterThanOrEqual(3);
      const both = walk(searchOf(onPlane, { low, lower }), seed, MORE);
      expect(both).toMatchObject({ violated: 'lower' });
      expect(both.steps.at(-1)).toEqual(right);
    }
  });

  it('the one that is violated first is kept, and of several by one step the first by name', () => {
    const stepTo3 = alwaysStep(plane, (_, after) => after.x < 3);
    const stepTo2 = alwaysStep(plane, (_, after) => after.x < 2);
    const cases = [
      [{ b: low, a: low }, 'a', 3],
      [{ b: low, a: stepTo3 }, 'a', 3],
      [{ b: stepTo3, a: low }, 'a', 3],
      [{ b: stepTo3, a: stepTo3 }, 'a', 3],
      [{ a: low, b: stepTo2 }, 'b', 2],
      [{ a: stepTo3, b: lower }, 'b', 1],
      [{ a: stepTo3, b: stepTo2, c: low }, 'b', 2],
    ] as const;
    for (const [properties, name, x] of cases)
      for (const seed of [1, 2, 3]) {
        const { violated, steps } = walk(searchOf(onPlane, properties), seed, MORE);
        expect(violated).toBe(name);
        const { machine } = follow(onPlane, {}, steps);
        expect(machine.s.x).toBe(x);
      }
  });

  it('one that the initial state violates is violated in no steps', () => {
    const run = walk(
      searchOf(onPlane, { b: always(plane, ({ x }) => x > 0), a: always(plane, ({ y }) => y > 0) }),
    );
    expect(contentOf(run)).toEqual({
      violated: 'a',
      steps: [],
      executed: 0,
      taken: { right: 0, up: 0, home: 0 },
      seen: [],
      tested: [],
      cells: [],
    });
  });

  it('one of steps is violated by the step, and says nothing of the initial state', () => {
    const never = alwaysStep(plane, () => false);
    expect(walk(searchOf(onPlane, { never })).steps).toHaveLength(1);
    const homeward = alwaysStep(plane, (before, _, { action }) => action !== 'home' || before.y < 2);
    const { violated, steps } = walk(searchOf(onPlane, { homeward }));
    expect(violated).toBe('homeward');
    expect(steps.at(-1)).toEqual(stepOf('home'));
    expect(walk(searchOf(protocol({ ...onPlane, actions: {} }), { never })).violated).toBeUndefined();
  });

  it('with given are asked there alone', () => {
    const states = always(plane, { given: ({ x }) => x === 2, holds: ({ y }) => y < 2 });
    const { violated, steps } = walk(searchOf(onPlane, { states }), 1, MORE);
    expect(violated).toBe('states');
    const { x, y } = follow(onPlane, {}, steps).machine.s;
    expect(x === 2 && y >= 2).toBe(true);
    const step = alwaysStep(plane, {
      given: (_, __, { action }) => action === 'home',
      holds: ({ x }) => x < 2,
    });
    expect(walk(searchOf(onPlane, { step })).steps.at(-1)).toEqual(stepOf('home'));
    const nowhere = always(plane, { given: () => false, holds: () => false });
    const nor = alwaysStep(plane, { given: () => false, holds: () => false });
    expect(walk(searchOf(onPlane, { nowhere, nor })).violated).toBeUndefined();
  });

  it('those that are to be seen are looked out for, up to the violation, and are no violations', () => {
    const properties = {
      low: always(counting, ({ n }) => n < 3),
      initially: sometimes(counting, ({ n }) => n === 0),
      there: sometimes(counting, ({ n }) => n === 3),
      beyond: sometimes(counting, ({ n }) => n === 4),
    };
    const upwards = protocol({ ...countTo, actions: { up: countTo.actions['up']! } });
    // The first walk goes by all of them.
    const { violated, seen, executed } = walk(searchOf(upwards, properties, { most: 9 }));
    expect(violated).toBe('low');
    expect(executed).toBe(9);
    expect([...seen].sort()).toEqual(['initially', 'there']);
  });
});

describe('where a protocol', () => {
  it('stops at constraints, a walk never goes on from outside, and what is outside is judged', () => {
    const narrow = within(onPlane, { x: ({ x }) => x <= 1, y: ({ y }) => y <= 1 });
    for (const seed of [1, 2, 3]) {
      const { violated, steps } = walk(searchOf(narrow, { low: always(plane, ({ x }) => x < 2) }), seed);
      expect(violated).toBe('low');
      expect(follow(narrow, {}, steps).machine.s.x).toBe(2);
      const beyond = searchOf(narrow, {
        far: always(plane, ({ x, y }) => x < 3 && y < 3 && (x < 2 || y < 2)),
        two: sometimes(plane, ({ y }) => y === 2),
        three: sometimes(plane, ({ y }) => y === 3),
      });
      expect(walk(beyond, seed, { steps: 2000 })).toMatchObject({
        violated: undefined,
        seen: new Set(['two']),
      });
    }
  });

  it('begins outside, the initial state is judged, and nothing is walked', () => {
    const nowhere = within(onPlane, { none: () => false });
    expect(contentOf(walk(searchOf(nowhere, { low: always(plane, ({ x }) => x < 1) })))).toMatchObject({
      violated: undefined,
      steps: [],
      executed: 0,
      cells: [],
    });
    expect(walk(searchOf(nowhere, { never: always(plane, () => false) })).violated).toBe('never');
    expect(walk(searchOf(nowhere, { begun: sometimes(plane, () => true) })).seen).toEqual(new Set(['begun']));
  });

  it('has a limit, an action is not taken more often than that in one behaviour', () => {
    const limited = limit(onPlane, { right: 2, home: 0 });
    const { violated, taken, executed } = walk(
      searchOf(limited, { low: always(plane, ({ x }) => x < 3) }),
      1,
      { steps: 1000 },
    );
    expect(violated).toBeUndefined();
    expect(Object.keys(taken)).toEqual(['right', 'up']);
    expect(taken['right']! + taken['up']!).toBe(executed);
    expect(walk(searchOf(limited, { low: always(plane, ({ x }) => x < 2) })).violated).toBe('low');
  });

  it('goes nowhere, or comes to an end at once, a run ends', () => {
    expect(walk(searchOf(protocol({ ...onPlane, actions: {} })), 1, { steps: 1000 })).toMatchObject({
      executed: 0,
      steps: [],
    });
    const once = limit(protocol({ ...onPlane, actions: { up: onPlane.actions['up']! } }), { up: 1 });
    const { executed, steps } = walk(searchOf(once), 1, { steps: 1000 });
    expect(steps).toEqual([up]);
    expect(executed).toBeGreaterThan(0);
    expect(executed).toBeLessThan(1000);
  });

  it('has actions without a choice within the bounds, the others are walked', () => {
    const nodes = interchangeable('nodes', ({ nodes }: { readonly nodes: number }) => nodes);
    const bounds = { nodes: { meaning: 'nodes', from: 0, to: 2, default: 0 } } as const;
    const schema = record({ nodes: mapOf(nodes, record({ n: below(2) })), n: below(5) });
    type State = StateOf<typeof schema, typeof bounds>;
    const act = actionsOf<State>();
    const of = protocol({
      bounds,
      schema,
      initial: () => {},
      rules: {},
      actions: {
        set: () =>
          act({ choose: { node: each((s: State) => s.nodes) }, then: ({ node }) => void (node.n = 1) }),
        count: () => act({ choose: {}, when: (_, { n }) => n < 4, then: (_, s) => void s.n++ }),
        none: () => act({ choose: { k: eachBelow(() => 0) }, then: () => {} }),
      },
    });
    const { taken, steps } = walk(searchOf(of));
    expect(Object.keys(taken)).toEqual(['count']);
    expect(actionsIn(steps)).toEqual(Array(4).fill('count'));
    const more = walk(searchOf(of, {}, { nodes: 2 })).taken;
    expect(Object.keys(more)).toEqual(['set', 'count']);
    expect(more['set']).toBeGreaterThan(0);
  });

  it('has more actions than there are weights for, each is taken', () => {
    for (const many of [40, 1100]) {
      const chain = protocol({
        ...countTo,
        actions: Object.fromEntries(
          Array.from({ length: many }, (_, i) => [
            `act${i}`,
            () =>
              action({ choose: {}, when: (_none, { n }) => n === i, then: (_none, s) => void (s.n = i + 1) }),
          ]),
        ),
      });
      const { violated, steps } = walk(
        searchOf(
          { ...chain, bounds: { most: { ...countTo.bounds.most, to: 2000 } } },
          { last: always(counting, ({ n }) => n < 40) },
          { most: 2000 },
        ),
        1,
        { depth: 60, steps: 2000 },
      );
      expect(violated).toBe('last');
      expect(actionsIn(steps)).toEqual(Array.from({ length: 40 }, (_, i) => `act${i}`));
    }
  });

  it('is that of the project without a flaw, nothing is found in so many steps, and with one something is', () => {
    const walker = new Walker(searchOf(kip320, { strongIsr }));
    for (let run = 0; run < 5; run++) {
      const { violated, executed } = walker.run(Random.of(1, run), EFFORT);
      expect(violated).toBeUndefined();
      // Walks that can go nowhere count for steps.
      expect(executed).toBeGreaterThan(0.9 * EFFORT.steps);
    }
    expect(walk(searchOf(kip279, { strongIsr }), 1, EFFORT).violated).toBe('strongIsr');
  });
});

const fail = (): never => {
  throw new Error('what the model said');
};
const atTwo = ({ n }: { readonly n: number }): boolean => (n === 2 ? fail() : true);
const counted = Array.from({ length: 2 }, () => up);

describe('what throws ends a run, with what it said, where that was, and the steps there:', () => {
  const message = 'what the model said';
  const onlyUp = protocol({ ...countTo, actions: { up: countTo.actions['up']! } });
  const said = (search: ReturnType<typeof searchOf>, seed = 1) => {
    const { during, message, steps } = failureOf(() => walk(search, seed));
    return { during, message, steps };
  };

  it('the initial state', () => {
    expect(said(searchOf(protocol({ ...countTo, initial: fail })))).toEqual({
      during: 'the initial state',
      message,
      steps: [],
    });
  });

  it('a property of states, one that is to be seen, and what is given', () => {
    expect(said(searchOf(onlyUp, { two: always(counting, atTwo) }))).toEqual({
      during: 'the property two',
      message,
      steps: counted,
    });
    expect(said(searchOf(onlyUp, { two: always(counting, { given: atTwo, holds: () => true }) }))).toEqual({
      during: 'the property two',
      message,
      steps: counted,
    });
    expect(said(searchOf(onlyUp, { two: sometimes(counting, (s) => !atTwo(s)) }))).toEqual({
      during: 'the property two',
      message,
      steps: counted,
    });
    expect(said(searchOf(onlyUp, { none: always(counting, fail) }))).toEqual({
      during: 'the property none',
      message,
      steps: [],
    });
  });

  it('a property of states that returns neither true nor false', () => {
    const nothing = (() => undefined) as unknown as () => boolean;
    expect(said(searchOf(onlyUp, { odd: always(counting, nothing) }))).toEqual({
      during: 'the property odd',
      message: 'It returned undefined: a property must return true or false.',
      steps: [],
    });
    expect(
      said(
        searchOf(onlyUp, {
          odd: always(counting, (({ n }) => (n === 2 ? 0 : true)) as ({
            n,
          }: {
            readonly n: number;
          }) => boolean),
        }),
      ),
    ).toEqual({
      during: 'the property odd',
      message: 'It returned 0: a property must return true or false.',
      steps: counted,
    });
  });
});

it('a violation that does not repeat is an error, and no violation', () => {
  let times = 0;
  const fickle = always(counting, ({ n }) => n < 2 || ++times > 2);
  const error = failureOf(() => walk(searchOf(countTo, { fickle })));
  expect(error.during).toBe('the property fickle');
});
