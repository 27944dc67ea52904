import { describe, expect, it } from 'vitest';
import {
  actionsOf,
  always,
  alwaysStep,
  limit,
  protocol,
  record,
  recoverable,
  upTo,
  within,
  type Property,
  type Protocol,
  type StateOf,
} from '#checker/dsl';
import { turningPoint } from '#checker/turning-point';

/** A kettle that heats by itself once somebody has switched it on, boils over without a lid, and may be filled anew. */
const schema = record({ on: upTo(1), heat: upTo(3), lid: upTo(1) });
type Kettle = StateOf<typeof schema, {}>;
const action = actionsOf<Kettle>();
const kettle = protocol({
  bounds: {},
  schema,
  initial: (s) => {
    s.lid = 1;
  },
  rules: {},
  actions: {
    switchOn: () =>
      action({
        kind: 'client',
        choose: {},
        then: (_, s) => {
          s.on = 1;
        },
      }),
    loseLid: () =>
      action({
        kind: 'fault',
        choose: {},
        then: (_, s) => {
          s.lid = 0;
        },
      }),
    refill: () =>
      action({
        kind: 'heal',
        choose: {},
        then: (_, s) => {
          s.heat = 0;
        },
      }),
    addHotWater: () =>
      action({
        kind: 'client',
        choose: {},
        then: (_, s) => {
          s.heat = 2;
        },
      }),
    heat: () =>
      action({
        choose: {},
        when: (_, { on, heat }) => on === 1 && heat < 3,
        then: (_, s) => {
          s.heat++;
        },
      }),
  },
});
const boils = always(schema, ({ heat, lid }) => heat < 3 || lid === 1);
const steps = (text: string) => text.split(' ').map((name) => ({ action: name, chosen: {} }));
const at = (text: string, of: Protocol = kettle, property: Property = boils, budget = 10_000) =>
  turningPoint(property, of, {}, text === '' ? [] : steps(text), budget);

describe('the turning point of a trace', () => {
  it('is the first state from which steps of the protocol alone can lead to the violation', () => {
    // Behind both, whichever comes first, the kettle heats by itself.
    expect(at('switchOn loseLid heat heat heat')).toEqual({ after: 2, isOpen: false, cutBy: [], states: 5 });
    expect(at('switchOn heat heat loseLid heat')).toMatchObject({ after: 4 });
    expect(at('loseLid switchOn heat heat heat')).toMatchObject({ after: 2, isOpen: false });
  });
  it('is a state before other steps that are not needed for it', () => {
    expect(at('switchOn loseLid heat refill heat heat heat')).toMatchObject({ after: 2 });
  });
  it('is the last state, where the last step does it', () => {
    expect(at('switchOn heat heat heat loseLid')).toMatchObject({ after: 5 });
    const keepsLid = alwaysStep(schema, (before, after) => after.lid === before.lid);
    expect(at('switchOn loseLid', kettle, keepsLid)).toMatchObject({ after: 2 });
  });
  it('is the initial state, where the protocol needs nobody', () => {
    const alone = { ...kettle, initial: (s: Kettle) => Object.assign(s, { on: 1, lid: 0 }) };
    expect(at('heat heat heat', alone)).toEqual({ after: 0, isOpen: false, cutBy: [], states: 0 });
    expect(at('refill heat heat heat', alone)).toMatchObject({ after: 0 });
    expect(
      at(
        '',
        kettle,
        always(schema, () => false),
      ),
    ).toEqual({ after: 0, isOpen: false, cutBy: [], states: 0 });
  });
  it('is where limits have left enough', () => {
    const wasted = 'switchOn heat refill loseLid addHotWater heat';
    expect(at(wasted, limit(kettle, { heat: 4 }))).toMatchObject({ after: 4 });
    // Once is spent when the lid is lost, and it takes three times from there.
    expect(at(wasted, limit(kettle, { heat: 3 }))).toMatchObject({ after: 5 });
    expect(at(wasted, limit(kettle, { heat: 3, loseLid: 1 }))).toMatchObject({ after: 5 });
  });
  it('names the limits and constraints that kept it from being an earlier one', () => {
    const wasted = 'switchOn heat refill loseLid addHotWater heat';
    expect(at(wasted, limit(kettle, { heat: 3, loseLid: 1 }))!.cutBy).toEqual(['limit heat']);
    expect(at(wasted, limit(kettle, { heat: 9 }))!.cutBy).toEqual([]);
    const cool = within(kettle, { cool: (s) => s.lid === 0 || s.heat < 2 });
    expect(at('switchOn loseLid heat heat heat', cool)!.cutBy).toEqual(['cool']);
  });
  it('stays within what is asked to be within', () => {
    const apart = within(kettle, { filled: (s) => s.on === 0 || s.lid === 0 || s.heat < 3 });
    expect(at('switchOn loseLid heat heat heat', apart)).toMatchObject({ after: 2 });
  });
  it('is the first that is known, where the budget leaves states before it open', () => {
    expect(at('switchOn loseLid heat heat heat', kettle, boils, 2)).toEqual({
      after: 2,
      isOpen: true,
      cutBy: [],
      states: 1,
    });
    expect(at('switchOn loseLid heat heat heat', kettle, boils, 0)).toEqual({
      after: 2,
      isOpen: true,
      cutBy: [],
      states: 0,
    });
  });
  it('is none of a trace that leaves the constraints on the way, where a search does not go', () => {
    const cool = within(kettle, { cool: (s) => s.heat < 2 });
    expect(at('switchOn loseLid heat heat heat', cool)).toBeUndefined();
    // It may end outside, as in a search.
    const warm = within(kettle, { warm: (s) => s.heat < 3 });
    expect(at('switchOn loseLid heat heat heat', warm)).toMatchObject({ after: 2 });
  });
  it('is none of what can no longer come about: no step brings that about', () => {
    expect(
      at(
        'switchOn',
        kettle,
        recoverable(schema, () => false),
      ),
    ).toBeUndefined();
  });
});
