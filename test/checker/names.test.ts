import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  always,
  alwaysStep,
  bagOf,
  below,
  each,
  eachBelow,
  flag,
  interchangeable,
  limit,
  logOf,
  mapOf,
  oneOf,
  optional,
  protocol,
  record,
  recoverable,
  setOf,
  sometimes,
} from '#checker/dsl';
import type { Bound } from '#checker/bounds';
import type { Schema } from '#checker/schema';
import { lossyBag } from '../support/lossy-bag.js';

const things = interchangeable('things', () => 2);
const made = ({
  fields = {},
  bound = 'things',
  action = 'step',
  choice = 'thing',
}: {
  fields?: Readonly<Record<string, Schema>>;
  bound?: string;
  action?: string;
  choice?: string;
}) =>
  protocol({
    schema: record({ ...fields, all: mapOf(things, record({ n: below(2) })) }) as any,
    bounds: { [bound]: { meaning: 'how many things', from: 1, to: 2, default: 2 } },
    initial: () => {},
    rules: {},
    actions: {
      [action]: () =>
        actionsOf<any>()({ choose: { [choice]: each((s: any) => s.all) }, then: () => {} }) as any,
    },
  });

const ofObjects = [
  'constructor',
  '__proto__',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  'isPrototypeOf',
];
const notPlain = [
  'log-size',
  '$path',
  'a$',
  'log_size',
  '_at',
  '2nd',
  '',
  'a b',
  'a.b',
  'naïve',
  'x\n',
  '#a',
  'a;alert()',
];
/** An own property of that name, also where a literal would set the prototype. */
const named = <T>(name: string, value: T): Record<string, T> => Object.fromEntries([[name, value]]);

describe('a name', () => {
  describe.each([...ofObjects, ...notPlain])('"%s" is refused', (name) => {
    it('of a variable, wherever it is', () => {
      const places: readonly [path: string, fields: Record<string, Schema>][] = [
        ['of the state', named(name, flag)],
        ['of the state', named(name, record({}))],
        ['of quorum', { quorum: record(named(name, flag)) }],
        ['of pending', { pending: optional(named(name, flag)) }],
        ['of log', { log: logOf(() => 1, named(name, flag)) }],
        ['of updates', { updates: setOf(() => 1, named(name, flag)) }],
        ['of updates', { updates: bagOf(() => 1, named(name, flag)) }],
        ['of replicas[]', { replicas: mapOf(things, record(named(name, flag))) }],
        ['of replicas[]', { replicas: mapOf(things, optional(named(name, flag))) }],
        [
          'of replicas[].log',
          { replicas: mapOf(things, record({ log: logOf(() => 1, named(name, flag)) })) },
        ],
        ['of a.b.c', { a: record({ b: record({ c: record(named(name, flag)) }) }) }],
      ];
      for (const [path, fields] of places)
        expect(() => made({ fields }), path).toThrow(`A variable ${path} is named "${name}"`);
    });
    it('of a bound', () => {
      const bounds = named(name, { meaning: '', from: 1, to: 2, default: 1 });
      expect(() =>
        protocol({ schema: record({}), bounds, initial: () => {}, rules: {}, actions: {} }),
      ).toThrow(`A bound is named "${name}"`);
    });
    it('of an action', () => {
      const actions = named(name, () => actionsOf<any>()({ choose: {}, then: () => {} }));
      expect(() =>
        protocol({ schema: record({}), bounds: {}, initial: () => {}, rules: {}, actions }),
      ).toThrow(`An action is named "${name}"`);
    });
    it('of a choice', () => {
      const choose = named(
        name,
        eachBelow<any>(() => 2),
      );
      const step = () => actionsOf<any>()({ choose, then: () => {} });
      expect(() =>
        protocol({ schema: record({}), bounds: {}, initial: () => {}, rules: {}, actions: { step } }),
      ).toThrow(`A choice of step is named "${name}"`);
    });
  });

  it('is told what it must be', () => {
    expect(() => made({ action: 'leader-write' })).toThrow(
      'An action is named "leader-write": a name is a letter, followed by letters and digits.',
    );
    expect(() => made({ fields: { bounds: flag } })).toThrow(
      'A variable of the state is named "bounds", which is a name that the checker gives a meaning of its own.',
    );
  });

  it('that a view owns is refused where it does', () => {
    const taken: Record<string, Schema>[] = [
      { bounds: record({}) },
      { replicas: mapOf(things, record({ id: below(2) })) },
      { replicas: mapOf(things, optional({ id: below(2) })) },
      { replicas: mapOf(things, optional({ present: flag })) },
      { pending: optional({ present: flag }) },
      { pending: optional({ put: flag }) },
      { pending: optional({ clear: flag }) },
      { a: record({ pending: optional({ present: flag }) }) },
    ];
    for (const fields of taken) expect(() => made({ fields })).toThrow('a meaning of its own');
  });

  it('that a view owns elsewhere is allowed', () => {
    const plain: Record<string, Schema>[] = [
      { id: flag, present: flag, put: flag, clear: flag, size: flag, at: flag, history: record({}) },
      { quorum: record({ id: flag, bounds: flag, present: flag }) },
      { log: logOf(() => 1, { id: flag, endOffset: flag, at: flag, bounds: flag, append: flag }) },
      { updates: bagOf(() => 1, { id: flag, size: flag, has: flag, capacity: flag, add: flag }) },
      {
        replicas: mapOf(
          things,
          record({ log: logOf(() => 1, { id: flag }), pending: optional({ id: flag }) }),
        ),
      },
      { pending: optional({ id: flag, delete: flag, class: flag }) },
      { a: flag, B2: flag, new: flag, function: flag, arguments: flag },
    ];
    for (const fields of plain) expect(() => made({ fields })).not.toThrow();
    expect(() => made({ action: 'delete', choice: 'id' })).not.toThrow();
  });

  it('of a bound is one that a command line can have as an option, beside its own', () => {
    expect(() => made({ bound: 'logSize2' })).not.toThrow();
    for (const bound of ['property', 'limit']) expect(() => made({ bound })).toThrow('a meaning of its own');
    expect(() => made({ bound: 'LogSize' })).toThrow(
      'A bound is named "LogSize": it begins with a small letter.',
    );
  });
});

describe('room', () => {
  const withRoom = (name: string, bounds: Record<string, Bound>) =>
    protocol({
      schema: record({}),
      bounds,
      initial: () => {},
      rules: {},
      actions: {
        write: () => actionsOf<any>()({ choose: {}, room: { [name]: () => true } as any, then: () => {} }),
      },
    });
  const bound = { meaning: '', from: 0, to: 2, default: 1 };
  it('stands under the name of a bound', () => {
    expect(() => withRoom('writes', { clients: bound, writes: bound })).not.toThrow();
    for (const name of ['write', 'toString'])
      expect(() => withRoom(name, { clients: bound, writes: bound })).toThrow(
        `The action write has room under the name ${name}, and the bounds are clients, writes: room stands under`,
      );
    expect(() => withRoom('write', {})).toThrow('under the name write, and there are no bounds: ');
  });
});

describe('a word', () => {
  it('of a message is one that a trace can be read back with', () => {
    const holding = (kind: typeof setOf | typeof bagOf, word: string) =>
      made({ fields: { updates: kind(() => 1, { error: oneOf('fenced', word) }) } });
    for (const kind of [setOf, bagOf]) {
      for (const word of ['none', 'true', 'false', '0', '-1', '2nd', '', 'not leader', 'a,b', 'x}', '{', 'é'])
        expect(() => holding(kind, word), word).toThrow(
          `A word of updates.error is "${word}": a trace could not be read back with it.`,
        );
      for (const word of ['NOT_LEADER', 'not-leader', 'r2', 'nonesuch', 'constructor'])
        expect(() => holding(kind, word), word).not.toThrow();
    }
  });
  it('of any other variable is any text', () => {
    expect(() =>
      made({
        fields: { error: oneOf('none', 'not leader'), log: logOf(() => 1, { acks: oneOf('0', '1', 'all') }) },
      }),
    ).not.toThrow();
  });
});

describe('an action that was lost on the way', () => {
  const withActions = (actions: object) =>
    protocol({ ...lossyBag, actions: actions as typeof lossyBag.actions });
  const { receive, ...rest } = lossyBag.actions;

  it('is none, where what is taken over has no such name', () => {
    expect(() => withActions({ ...rest, receive: undefined })).toThrow(
      'The action receive is undefined: it must be a function of the rules',
    );
  });
  it('is none, where its return is missing', () => {
    for (const lost of [() => {}, () => null, () => receive])
      expect(() => withActions({ ...rest, receive: lost })).toThrow('The action receive returns no action(');
  });
  it('is missed by a limit that was taken over with the others', () => {
    const limited = limit(lossyBag, { lose: 1 });
    const { lose: _, ...others } = limited.actions;
    expect(() => protocol({ ...limited, actions: others as typeof limited.actions })).toThrow(
      'There is a limit on lose, and no such action',
    );
    expect(() =>
      protocol({ ...limited, actions: others as typeof limited.actions, limits: {} }),
    ).not.toThrow();
  });
});

describe('a word that there is not', () => {
  const action = actionsOf<{ readonly bounds: object }>() as (parts: object) => never;
  const parts = { bounds: {}, schema: record({ n: flag }), initial: () => {}, rules: {} };
  const having = (step: object, more: object = {}) =>
    protocol({ ...parts, actions: { step: () => action({ choose: {}, then: () => {}, ...step }) }, ...more });
  it('is refused of an action, of a protocol, and of a property of any kind', () => {
    expect(() => having({})).not.toThrow();
    expect(() => having({ whne: () => false })).toThrow(
      new Error('The action step has no word whne: there are kind, choose, when, room, then, says.'),
    );
    expect(() => having({ kind: 'falut' })).toThrow(
      new Error('The action step is of kind falut: the kinds are protocol, client, fault, heal.'),
    );
    expect(() => having({}, { constrants: {} })).toThrow(
      /^A protocol has no word constrants: there are bounds, /,
    );
    for (const word of [always, sometimes, alwaysStep, recoverable])
      expect(() => word(parts.schema, { gvien: () => true, holds: () => true } as never)).toThrow(
        /has no word gvien: there are given, holds, because, onRequest\.$/,
      );
  });
});
