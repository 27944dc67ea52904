import { AssertionError, deepStrictEqual, strictEqual } from 'node:assert';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  always,
  alwaysStep,
  below,
  each,
  flag,
  idOrNone,
  interchangeable,
  logOf,
  mapOf,
  optional,
  protocol,
  record,
  recoverable,
  within,
  type Property,
  type Protocol,
} from '#checker/dsl';
import { check } from '#checker/breadth-first';
import { follow } from '#checker/trace';
import { failureOf } from '../support/failures.js';

const bounds = { clients: { meaning: 'clients', from: 1, to: 3, default: 2 } };
const clients = interchangeable('clients', (b: { readonly clients: number }) => b.clients);
const schema = record({
  service: record({ holder: idOrNone(clients), token: below(3) }),
  clients: mapOf(clients, record({ awake: flag, log: logOf(() => 2, { n: below(2) }) })),
  note: optional({ n: below(2) }),
});
/** Written without types, as by somebody whom nobody checks. */
type Anything = any;
const action = actionsOf<Anything>() as (
  parts: Anything,
) => ReturnType<ReturnType<typeof actionsOf<Anything>>>;
const client = each((s: Anything) => s.clients);
const wake = () =>
  action({
    choose: { client },
    when: ({ client }: Anything) => !client.awake,
    then: ({ client }: Anything) => void (client.awake = true),
  });
const having = (actions: Protocol['actions']): Protocol =>
  protocol({ bounds, schema, initial: () => {}, rules: {}, actions: { wake, ...actions } });
const refusalOf = (actions: Protocol['actions'], properties: Readonly<Record<string, Property>> = {}) => {
  const { during, message } = failureOf(() => check(having(actions), properties));
  return `${during}: ${message}`;
};
const nothing = (): void => {};

describe('a model that asks for what there is not is refused', () => {
  it.each([
    [
      'a field of a record',
      { when: (_: unknown, s: Anything) => s.service.hodler === 0 },
      'grab: service has no hodler: it has holder, token.',
    ],
    [
      'a variable of the state',
      { when: (_: unknown, s: Anything) => s.servise.holder === 0 },
      'grab: The state has no servise: it has service, clients, note, bounds.',
    ],
    [
      'a field of an element',
      { when: (_: unknown, s: Anything) => s.clients.some((one: Anything) => one.awke) },
      'grab: clients[0] has no awke: it has awake, id, log.',
    ],
    [
      'a field of what is optional',
      { when: (_: unknown, s: Anything) => s.note.there },
      'grab: note has no there: it has present, n, put, clear.',
    ],
    [
      'what a log can do',
      { when: (_: unknown, s: Anything) => s.clients[1].log.length === 0 },
      'grab: clients[1].log has no length: it has endOffset, isFull, at, append, truncateTo.',
    ],
    [
      'a bound',
      { when: (_: unknown, s: Anything) => s.bounds.client > 1 },
      'grab: bounds has no client: it has clients.',
    ],
    [
      'a choice',
      { choose: { client }, when: ({ clinet }: Anything) => clinet },
      'grab: What it chooses has no clinet: it has client.',
    ],
    [
      'a field, in an effect',
      { then: (_: unknown, s: Anything) => void (s.service.token = s.service.tokn ?? 1) },
      'grab: service has no tokn: it has holder, token.',
    ],
  ])('%s', (_, parts, message) => {
    expect(refusalOf({ grab: () => action({ choose: {}, then: nothing, ...parts }) })).toBe(message);
  });

  it('also deep in a property, of any kind', () => {
    const misspelt = (s: Anything): boolean => s.service.hodler !== 0;
    const message = 'service has no hodler: it has holder, token.';
    const all: Readonly<Record<string, Property>> = {
      always: always(schema, misspelt),
      given: always(schema, { given: misspelt, holds: () => true }),
      steps: alwaysStep(schema, (_, after) => misspelt(after)),
      futures: recoverable(schema, misspelt),
    };
    for (const [name, property] of Object.entries(all))
      expect(refusalOf({}, { [name]: property })).toBe(`the property ${name}: ${message}`);
  });

  it('and is told the way to where it asks', () => {
    const late = failureOf(() =>
      check(
        having({
          grab: () =>
            action({
              choose: { client },
              when: ({ client }: Anything) => client.awake && client.stuck,
              then: nothing,
            }),
        }),
        {},
      ),
    );
    expect(late.message).toBe('clients[0] has no stuck: it has awake, id, log.');
    // The step that was asked for is the last.
    expect(late.steps).toEqual([
      { action: 'wake', chosen: { client: 0 } },
      { action: 'grab', chosen: { client: 0 } },
    ]);
  });
});

describe('what may be asked for', () => {
  it('is what there is, an element of nobody, and what JavaScript asks of everything', () => {
    const looks = (s: Anything): boolean =>
      s.clients[s.service.holder] === undefined &&
      s.clients[99]?.awake === undefined &&
      [...s.clients].length === s.clients.length &&
      s.clients.every(({ id, log }: Anything) => s.clients[id].log === log && !log.isFull) &&
      JSON.stringify(s.bounds) !== '' &&
      `${s.clients.length}` !== '';
    const { properties } = check(having({}), { looks: always(schema, looks) });
    expect(properties[0]!.outcome.verdict).toBe('holds');
  });
});

describe('a guard that gives no answer is refused', () => {
  const unanswered = (() => undefined) as unknown as () => boolean;
  it.each([
    ['when', { choose: {}, when: unanswered }, 'Its when returned undefined'],
    ['room', { choose: {}, room: { clients: unanswered } }, 'Its room for clients returned undefined'],
    [
      'where',
      { choose: { client: client.where(unanswered) } },
      'The where of its choice client returned undefined',
    ],
  ])('%s', (_, parts, message) => {
    expect(refusalOf({ grab: () => action({ then: nothing, ...(parts as Anything) }) })).toBe(
      `grab: ${message}: it must return true or false.`,
    );
  });
  it('and so is a given', () => {
    const property = always(schema, { given: unanswered, holds: () => true });
    expect(refusalOf({}, { some: property })).toBe(
      'the property some: It returned undefined: a property must return true or false.',
    );
  });
  it('also one that answers with a number, as C does', () => {
    const counts = () =>
      action({
        choose: {},
        when: ((_: unknown, s: Anything) => s.clients.length) as unknown as () => boolean,
        then: nothing,
      });
    expect(refusalOf({ counts })).toBe('counts: Its when returned 2: it must return true or false.');
  });
});

describe('an effect that replaces a part of the state is refused', () => {
  const grabbing = (then: (s: Anything) => void) =>
    having({ grab: () => action({ choose: {}, then: (_: unknown, s: Anything) => then(s) }) });
  const grab = { action: 'grab', chosen: {} };

  it('where it replaces a record or a log, by the record that has it', () => {
    for (const then of [
      (s: Anything) => void (s.service = { holder: 0, token: 1 }),
      (s: Anything) => void (s.clients[0].log = []),
    ])
      expect(failureOf(() => check(grabbing(then), {}))).toMatchObject({
        during: 'grab',
        message: expect.stringMatching(/^Cannot assign to read only property '(?:service|log)'/),
      });
  });
  it('where it replaces an element, or adds one, by who looks whether all are there', () => {
    for (const [then, path] of [
      [(s: Anything) => void (s.clients[1] = { awake: true }), 'clients[1]'],
      [(s: Anything) => void s.clients.push({ awake: true }), 'clients[2]'],
    ] as const)
      expect(failureOf(() => check(grabbing(then), {})).message).toBe(
        `An action has replaced ${path} by something else, which no state keeps: it must write what is in it.`,
      );
  });
  it('also in a state that nobody looks at, when the search is over', () => {
    const most = { most: { meaning: 'the most', from: 0, to: 5000, default: 3000 } };
    const deep = protocol({
      bounds: { ...bounds, ...most },
      schema: record({
        n: below(({ most }: { readonly most: number }) => most + 1),
        clients: schema.fields.clients,
      }),
      initial: () => {},
      rules: {},
      actions: {
        count: () =>
          action({
            choose: {},
            when: (_: unknown, s: Anything) => s.n < s.bounds.most,
            then: (_: unknown, s: Anything) => {
              s.n++;
              if (s.n === 2000) s.clients[0] = { awake: true };
            },
          }),
      },
    });
    expect(failureOf(() => check(deep, {})).message).toMatch(/^An action has replaced clients\[0\]/);
  });
  it('on plain objects, by the object', () => {
    const of = (then: (s: Anything) => void) => () => follow(grabbing(then), { clients: 2 }, [grab]);
    expect(of((s) => void (s.clients[0] = {}))).toThrow(TypeError);
    expect(of((s) => void s.clients.push({}))).toThrow(TypeError);
    expect(of((s) => void (s.service = {}))).toThrow(TypeError);
    expect(of((s) => void s.service.hodler)).toThrow(
      new TypeError('service has no hodler: it has holder, token.'),
    );
  });
});

describe('a view is shown like any object', () => {
  it('by inspect, by assertions of Node and of vitest, and by JSON', () => {
    const s = (() => {
      let seen: Anything;
      check(having({}), { looks: always(schema, (state) => ((seen = state), true)) });
      return seen;
    })();
    const { machine } = follow(having({}), { clients: 2 }, []);
    for (const state of [s, machine.s])
      for (const view of [
        state,
        state.bounds,
        state.clients,
        state.clients[0],
        state.clients[0].log,
        state.note,
      ]) {
        expect(() => inspect(view, { showHidden: true, getters: true, depth: 5 })).not.toThrow();
        expect(() => strictEqual(view, view)).not.toThrow();
        expect(() => deepStrictEqual(view, {})).toThrow(AssertionError);
        expect(view).toEqual(view);
        expect(() => JSON.stringify({ ...view })).not.toThrow();
      }
  });
});

describe('what is written where there is nothing is refused', () => {
  const writing = (then: (s: Anything) => void) =>
    failureOf(() =>
      check(having({ grab: () => action({ choose: {}, then: (_: unknown, s: Anything) => then(s) }) }), {}),
    ).message;
  it.each([
    ['a log', (s: Anything) => void (s.clients[0].log.seen = 1)],
    [
      'an entry',
      (s: Anything) => {
        s.clients[0].log.append({ n: 1 });
        s.clients[0].log.at(0).seen = 1;
      },
    ],
    ['an element', (s: Anything) => void (s.clients[0].awke = true)],
    ['what is optional', (s: Anything) => void (s.note.there = true)],
    ['a map', (s: Anything) => void (s.clients.first = 1)],
    ['a bound', (s: Anything) => void (s.bounds.clients = 7)],
    ['an id', (s: Anything) => void (s.clients[0].id = 1)],
  ])('to %s', (_, then) => {
    expect(writing(then)).toMatch(/not extensible|read only|has replaced clients\.first/);
  });
});

it('a constraint that gives no answer is refused, and so is a given of steps', () => {
  const nothing = (() => undefined) as unknown as () => boolean;
  const failure = failureOf(() => check(within(having({}), { low: nothing }), {}));
  expect(`${failure.during}: ${failure.message}`).toBe(
    'the constraint low: It returned undefined: a constraint must return true or false.',
  );
  const given = alwaysStep(schema, { given: nothing, holds: () => true });
  expect(failureOf(() => check(having({}), { given })).message).toBe(
    'It returned undefined: a property must return true or false.',
  );
});
