import { describe, expect, it } from 'vitest';
import { actionsOf, below, limit, protocol, record, type StateOf } from '#checker/dsl';
import { nameOf, register } from '#checker/library';
import { Machine } from '#checker/machine';
import { plainRegister } from '#checker/plain-register';
import { packedRegister } from '#checker/register';
import { toJson } from '#checker/value';
import { countTo } from '../support/count-to.js';

const schema = record({ up: below(2), n: below(10) });
const action = actionsOf<StateOf<typeof schema>>();
const crashes = protocol({
  bounds: {},
  schema,
  initial: (s) => void (s.up = 1),
  rules: {},
  actions: {
    crash: () =>
      action({ kind: 'fault', choose: {}, when: (_, s) => s.up === 1, then: (_, s) => void (s.up = 0) }),
    restart: () =>
      action({ kind: 'heal', choose: {}, when: (_, s) => s.up === 0, then: (_, s) => void (s.up = 1) }),
    write: () => action({ kind: 'client', choose: {}, then: (_, s) => void s.n++ }),
  },
});

describe('limit', () => {
  it('leaves the protocol that it limits as it is', () => {
    const limited = limit(crashes, { crash: 1 });
    expect(crashes.limits).toBeUndefined();
    expect(limited.limits).toEqual({ crash: 1 });
    expect(limited.actions).toBe(crashes.actions);
  });

  it('adds to the limits that there are, and the later one of an action counts', () => {
    expect(limit(limit(crashes, { crash: 1, write: 2 }), { crash: 3 }).limits).toEqual({
      crash: 3,
      write: 2,
    });
  });

  it('leaves its name to the protocol, and gives none to one that has none', () => {
    const named = { ...countTo };
    register({ 'limited-counter': named });
    expect(nameOf(limit(named, { back: 1 }))).toBe('limited-counter');
    expect(nameOf(limit({ ...countTo }, { back: 1 }))).toBeUndefined();
  });

  it('refuses an action that there is not, also one that every object seems to have', () => {
    for (const name of ['reboot', 'constructor', 'toString', 'valueOf'])
      expect(() => limit(crashes, { [name]: 1 })).toThrow(
        new Error(`limit: there is no action ${name}; there are crash, restart, write.`),
      );
  });

  it('refuses to limit what heals', () => {
    expect(() => limit(crashes, { restart: 1 })).toThrow(
      'limit: restart heals, and what heals is never limited; limit the fault instead.',
    );
  });

  it('refuses what is no number of times', () => {
    for (const most of [-1, 1.5, NaN, Infinity, '1' as never])
      expect(() => limit(crashes, { crash: most })).toThrow(
        `limit: crash may happen a whole number of times, and not ${most}.`,
      );
  });

  it.each([
    ['packed', packedRegister],
    ['plain', plainRegister],
  ])(
    'lets an action happen so often and no oftener, on the %s register, and the state does not show it',
    (_, make) => {
      const limited = limit(crashes, { crash: 2, write: 0 });
      const machine = new Machine(limited, {}, make(schema, {}, limited.limits));
      machine.begin();
      const [crash, restart, write] = ['crash', 'restart', 'write'].map((name) =>
        machine.choiceOf({ action: name, chosen: {} })!,
      ) as [number, number, number];
      for (let time = 1; time <= 2; time++) {
        expect(machine.enabled()).toEqual([crash]);
        machine.take(crash);
        expect(machine.register.limits).toEqual(expect.objectContaining({ crash: time }));
        machine.take(restart);
      }
      expect(machine.enabled()).toEqual([]);
      expect(machine.refusal(crash)).toEqual({ by: 'room', what: 'limit crash' });
      expect(machine.refusal(write)).toEqual({ by: 'room', what: 'limit write' });
      expect(machine.refusal(restart)).toEqual({ by: 'when' });
      expect(toJson(schema, machine.s)).toEqual({ up: 1, n: 0 });
      machine.begin();
      expect(machine.enabled()).toEqual([crash]);
    },
  );

  it.each(['delete', 'then', 'limits', 'chosen'])('counts an action that is named %s', (name) => {
    const actions = { ...crashes.actions, [name]: crashes.actions['crash']! };
    const limited = limit(protocol({ ...crashes, actions }), { [name]: 1 });
    const machine = new Machine(limited, {}, packedRegister(schema, {}, limited.limits));
    machine.begin();
    machine.take(machine.choiceOf({ action: name, chosen: {} })!);
    machine.take(machine.choiceOf({ action: 'restart', chosen: {} })!);
    expect(machine.register.limits).toEqual(expect.objectContaining({ [name]: 1 }));
    expect(machine.refusal(machine.choiceOf({ action: name, chosen: {} })!)).toEqual({
      by: 'room',
      what: `limit ${name}`,
    });
  });
});
