import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '#checker/itf-value';
import { differenceIn, isItf, parseItf, printItf } from '#checker/itf';
import { plainRegister } from '#checker/plain-register';
import {
  bagOf,
  below,
  flag,
  idSet,
  interchangeable,
  logOf,
  mapOf,
  oneOf,
  optional,
  orNone,
  record,
  setOf,
} from '#checker/schema';
import { follow } from '#checker/trace';
import { TraceSyntaxError, type TraceFile, type WalkFile } from '#checker/trace-text';
import { toJson } from '#checker/value';
import { lossyBag } from '../support/lossy-bag.js';
import { anySchemaAndWrites, NO_BOUNDS } from './arbitrary.js';

const peers = interchangeable('peers', () => 2);
const fields = { n: below(4), of: orNone(below(3)) };
const all = record({
  n: below(9),
  none: orNone(below(9)),
  is: flag,
  word: oneOf('yes', 'no'),
  ids: idSet(peers),
  peers: mapOf(peers, record({ on: flag })),
  last: optional(fields),
  log: logOf(() => 3, fields),
  set: setOf(() => 3, fields),
  bag: bagOf(() => 3, fields),
});
const state = {
  n: 3,
  none: null,
  is: true,
  word: 'no',
  ids: [0, 1],
  peers: [{ on: false }, { on: true }],
  last: { n: 1, of: null },
  log: [{ n: 2, of: 0 }],
  set: [{ n: 1, of: 1 }],
  bag: [
    { n: 0, of: null },
    { n: 0, of: null },
  ],
};
const itf = {
  n: 3,
  none: -1,
  is: true,
  word: 'no',
  ids: { '#set': [0, 1] },
  peers: {
    '#map': [
      [0, { on: false }],
      [1, { on: true }],
    ],
  },
  last: { tag: 'Some', value: { n: 1, of: -1 } },
  log: [{ n: 2, of: 0 }],
  set: { '#set': [{ n: 1, of: 1 }] },
  bag: { '#map': [[{ n: 0, of: -1 }, 2]] },
};

describe('a state in the Informal Trace Format', () => {
  it('is written with its sets, maps, sequences and variants', () => {
    expect(encode(all, state)).toEqual(itf);
    expect(encode(all, { ...state, last: null })).toMatchObject({
      last: { tag: 'None', value: { '#tup': [] } },
    });
  });

  it('is read back, whatever the schema', () => {
    fc.assert(
      fc.property(anySchemaAndWrites, ({ schema, writes }) => {
        const { state: view } = plainRegister(schema, NO_BOUNDS);
        for (const write of writes) write(view);
        const json = toJson(schema, view);
        expect(decode(schema, JSON.parse(JSON.stringify(encode(schema, json))))).toEqual(json);
      }),
      { numRuns: 200 },
    );
  });

  it('is read in any order, and with large numbers as others write all', () => {
    const other = {
      ...itf,
      n: { '#bigint': '3' },
      none: { '#bigint': '-1' },
      ids: { '#set': [{ '#bigint': '1' }, 0] },
      peers: {
        '#map': [
          [{ '#bigint': '1' }, { on: true }],
          [0, { on: false }],
        ],
      },
    };
    expect(decode(all, other)).toEqual(state);
  });

  it.each([
    ['n is true, and a number was expected', { n: true }],
    ['is is not there, and a boolean was expected', { is: undefined }],
    ['ids is [0], and a set was expected', { ids: [0] }],
    [
      'peers[1].on is 1, and a boolean was expected',
      {
        peers: {
          '#map': [
            [0, { on: true }],
            [1, { on: 1 }],
          ],
        },
      },
    ],
    ['log[0] is 5, and a record was expected', { log: [5] }],
    ['last is {"tag":"Any"}, and None or Some was expected', { last: { tag: 'Any' } }],
    ['there is no other in the model', { other: 1 }],
    ['there is no set[0].term in the model', { set: { '#set': [{ n: 1, of: 1, term: 0 }] } }],
  ])('is refused with the place: %s', (message, part) => {
    expect(() => decode(all, { ...itf, ...part } as never)).toThrow(message);
  });
});

describe('a trace in the Informal Trace Format', () => {
  const bounds = { messages: 2, inFlight: 2 };
  const send = { action: 'send', chosen: {} };
  const receive = { action: 'receive', chosen: { message: { number: 0 } } };
  const trace: TraceFile = {
    protocol: 'lossy-bag',
    property: 'some',
    bounds,
    limits: { lose: 1 },
    story: ['Once.'],
    steps: [send, receive],
  };
  const walk: WalkFile = {
    protocol: 'lossy-bag',
    shows: 'Nothing is there twice.',
    bounds,
    limits: {},
    story: [],
    steps: [send, { ...receive, chosen: { message: { number: 1 } }, disabled: true }, receive],
  };

  it('is read back with its command, its story and its steps, and a walk with what is disabled', () => {
    for (const file of [trace, walk]) {
      const text = printItf(file, lossyBag, bounds);
      expect(isItf(text)).toBe(true);
      const read = parseItf(text);
      expect(read.file).toEqual(file);
      const { visited } = follow(lossyBag, bounds, read.file.steps);
      expect(differenceIn(read, lossyBag, visited)).toBeUndefined();
    }
  });

  it('has what others read: the variables, and a number for each state', () => {
    const json = JSON.parse(printItf(trace, lossyBag, bounds)) as Record<string, any>;
    expect(json['vars']).toEqual(['sent', 'network', 'received']);
    expect(json['#meta']).toMatchObject({ format: 'ITF' });
    expect(json['states'].map((one: Record<string, any>) => one['#meta'].index)).toEqual([0, 1, 2]);
    expect(json['states'][1]).toEqual({
      '#meta': { index: 1, ...send },
      sent: 1,
      network: { '#map': [[{ number: 0 }, 1]] },
      received: { '#set': [] },
    });
  });

  it('that says another state than there is says where', () => {
    const json = JSON.parse(printItf(trace, lossyBag, bounds)) as Record<string, any>;
    const { visited } = follow(lossyBag, bounds, trace.steps);
    const difference = (change: (states: any[]) => void) => {
      const copy = structuredClone(json);
      change(copy['states']);
      return differenceIn(parseItf(JSON.stringify(copy)), lossyBag, visited);
    };
    expect(difference((states) => (states[1].sent = 2))).toEqual({
      state: 1,
      text: 'it says otherwise than what happens: sent 2→1.',
    });
    expect(difference((states) => (states[2].sent = 'two'))).toEqual({
      state: 2,
      text: 'it cannot be read: sent is "two", and a number was expected.',
    });
  });

  it.each([
    ['{', 'is no JSON'],
    ['{}', 'has a list of states'],
    ['{"states":[]}', 'has a list of states'],
    ['{"states":[5]}', 'has a list of states'],
    ['{"#meta":5,"states":[{}]}', 'its #meta has no command'],
    ['{"#meta":{"command":"list"},"states":[{}]}', '"list" is no command that finds a trace.'],
    [
      '{"#meta":{"command":"verify p --property q"},"states":[{},{"n":1}]}',
      'the #meta of state 1 has no action',
    ],
    [
      '{"#meta":{"command":"verify p --property q"},"states":[{},{"#meta":{"action":"a","disabled":true}}]}',
      'a trace has possible steps only',
    ],
  ])('is refused where it is none: %s', (text, message) => {
    expect(() => parseItf(text)).toThrow(TraceSyntaxError);
    expect(() => parseItf(text)).toThrow(message);
  });
});
