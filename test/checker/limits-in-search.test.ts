import { describe, expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { always, alwaysStep, limit, protocol } from '#checker/dsl';
import { Machine } from '#checker/machine';
import { packedRegister } from '#checker/register';
import { toJson } from '#checker/value';
import { expectAgreement, outcomesOf } from '../support/agreement.js';
import { action, countTo, counting } from '../support/count-to.js';
import { lossyBag, mail } from '../support/lossy-bag.js';

describe('a limit', () => {
  it('counts every time that the action happens, as a part of the state', () => {
    // Ups until `back` is taken once, and ups after: (n, 0) and (n, 1), all of them reached. From the first four states
    // 3 steps up and 4 back, from the others 3 up.
    const report = expectAgreement(limit(countTo, { back: 1 }), {});
    expect(report).toMatchObject({ distinctStates: 8, generatedStates: 11, depth: 4, terminalStates: 1 });
    expect(report.cut.room).toEqual([{ action: 'back', by: 'limit back', times: 4 }]);
  });

  it('counts a step that changes nothing in the model: it has been taken, and is not to be taken again', () => {
    const idle = protocol({ ...countTo, actions: { idle: () => action({ choose: {}, then: () => {} }) } });
    expect(expectAgreement(idle, {})).toMatchObject({
      distinctStates: 1,
      generatedStates: 2,
      depth: 0,
      terminalStates: 0,
    });
    const report = expectAgreement(limit(idle, { idle: 2 }), {});
    expect(report).toMatchObject({ distinctStates: 3, generatedStates: 3, depth: 2, terminalStates: 1 });
    expect(report.cut.room).toEqual([{ action: 'idle', by: 'limit idle', times: 1 }]);
  });

  it('of 0 keeps the action from happening at all', () => {
    const report = expectAgreement(limit(countTo, { back: 0 }), {});
    expect(report).toMatchObject({ distinctStates: 4, generatedStates: 4, depth: 3, terminalStates: 1 });
    expect(report.cut.room).toEqual([{ action: 'back', by: 'limit back', times: 4 }]);
  });

  it('that is never reached changes no count but that of the states: each is there once for every number of times', () => {
    const report = expectAgreement(limit(countTo, { up: 3 }), {});
    // (n, ups): n <= ups <= 3, and ups only grow.
    expect(report.distinctStates).toBe(1 + 2 + 3 + 4);
  });

  it('stands beside another, and beside the room of the action itself', () => {
    const report = expectAgreement(limit(limit(lossyBag, { duplicate: 1 }), { lose: 1, receive: 1 }), {});
    expect(new Set(report.cut.room.map(({ by }) => by))).toEqual(
      new Set(['inFlight', 'limit duplicate', 'limit lose', 'limit receive']),
    );
    // With one loss and one receipt of two messages, and one duplicate, something stays in flight at least once.
    expect(report.terminalStates).toBeGreaterThan(0);
  });

  it('and a room that stop the same step are counted both', () => {
    // One message, room for one: once it is in flight, a duplicate is against both.
    const report = expectAgreement(limit(lossyBag, { duplicate: 0 }), {}, { messages: 1, inFlight: 1 });
    expect(report.cut.room).toEqual([
      { action: 'duplicate', by: 'inFlight', times: 1 },
      { action: 'duplicate', by: 'limit duplicate', times: 1 },
    ]);
  });

  it('is seen by no property and no action: two states that differ in it alone look the same', () => {
    const limited = limit(countTo, { back: 1 });
    const seen = new Set<string>();
    check(limited, {
      looks: always(counting, (s) => {
        seen.add(JSON.stringify([Object.keys(s).filter((name) => !name.startsWith('$')), s.n]));
        return true;
      }),
    });
    expect([...seen].every((text) => !text.includes('back'))).toBe(true);
    const machine = new Machine(
      limited,
      { most: 3 },
      packedRegister(limited.schema, { most: 3 }, limited.limits),
    );
    machine.begin();
    machine.take(machine.choiceOf({ action: 'back', chosen: {} })!);
    expect(toJson(limited.schema, machine.s)).toEqual({ n: 0 });
    expect(machine.register.limits['back']).toBe(1);
  });

  it('is no change to a property of steps', () => {
    // The counter goes up with a step from 0 to 0, and the property sees that nothing changes.
    const report = check(limit(countTo, { back: 2 }), {
      up: alwaysStep(counting, { given: ({ n }, after) => n === after.n, holds: () => true }),
    });
    // back from (0, 0) and (0, 1).
    expect(outcomesOf(report)['up']).toMatchObject({ verdict: 'holds', asked: 2 });
  });

  it('is a part of a shortest witness: the way is one that keeps to it', () => {
    const properties = {
      // With loss and one duplicate of the first message it can be received and in flight still.
      gone: always(mail, ({ received, network }) => received !== 1 || !network.has({ number: 0 })),
    };
    const free = check(lossyBag, properties);
    expect(outcomesOf(free)['gone']).toMatchObject({ verdict: 'violated' });
    expect(outcomesOf(check(limit(lossyBag, { duplicate: 0 }), properties))['gone']).toMatchObject({
      verdict: 'holds',
    });
    const once = expectAgreement(limit(lossyBag, { duplicate: 1 }), properties);
    expect(outcomesOf(once)['gone']).toEqual(outcomesOf(free)['gone']);
  });
});
