import { describe, expect, it } from 'vitest';
import { always, flag, limit, record, sometimes, withRules, within } from '#checker/dsl';
import { isShipped, nameOf, propertiesOf, register } from '#checker/library';
import { action, countTo, counting } from '../support/count-to.js';
import { onPlane, plane } from '../support/walks.js';

// What is registered stays registered, so that each test has names of its own.
const small = always(counting, ({ n }) => n < 10);
const large = sometimes(counting, ({ n }) => n > 2);
const costly = always(counting, { holds: () => true, onRequest: true });
const flat = always(plane, () => true);

describe('the library', () => {
  it('knows nothing that was not registered', () => {
    expect(nameOf(onPlane)).toBeUndefined();
    expect(nameOf(always(counting, () => true))).toBeUndefined();
    expect(propertiesOf(onPlane)).toEqual({});
  });

  it('knows by name what was registered, by what it is, and not by what it is made of', () => {
    register({ 'count-to': countTo, small, large });
    expect(nameOf(countTo)).toBe('count-to');
    expect(nameOf(small)).toBe('small');
    expect(nameOf({ ...countTo })).toBeUndefined();
    expect(nameOf(withRules(countTo, {}))).toBeUndefined();
    expect(nameOf({ ...small })).toBeUndefined();
  });

  it('has of a protocol the properties that speak of its variables, but for those on request, and no protocols', () => {
    register({ 'on-plane': onPlane, 'count-to': countTo, small, large, costly, flat });
    expect(propertiesOf(countTo)).toEqual({ small, large });
    expect(propertiesOf(onPlane)).toEqual({ flat });
    expect(propertiesOf({ ...countTo, schema: record({ ...counting.fields, more: flag }) })).toEqual({
      small,
      large,
    });
    expect(propertiesOf({ ...countTo, schema: record({ other: flag }) })).toEqual({});
    expect(nameOf(costly)).toBe('costly');
  });

  it('takes what is registered anew under a name for what has it', () => {
    const other = always(counting, ({ n }) => n >= 0);
    register({ small });
    register({ small: other });
    expect(propertiesOf(countTo)['small']).toBe(other);
    register({ small });
    expect(propertiesOf(countTo)['small']).toBe(small);
  });

  it('knows a protocol under another name than the one that it builds on', () => {
    const richer = {
      ...countTo,
      actions: { ...countTo.actions, stay: () => action({ choose: {}, then: () => {} }) },
    };
    register({ 'count-to': countTo, richer });
    expect([countTo, richer].map(nameOf)).toEqual(['count-to', 'richer']);
  });

  it('knows a protocol that is limited by the name that it has without, as the command line does by an option', () => {
    const [shipped, own, unnamed] = [{ ...countTo }, { ...countTo }, { ...countTo }];
    register({ 'shipped-counter': shipped }, { isShipped: true });
    register({ 'own-counter': own });
    const limited = [shipped, own, unnamed].map((one) => limit(one, { back: 1 }));
    expect(limited.map(nameOf)).toEqual(['shipped-counter', 'own-counter', undefined]);
    expect(limited.map(isShipped)).toEqual([true, false, false]);
    expect(nameOf(limit(limited[0]!, { up: 1 }))).toBe('shipped-counter');
    expect(nameOf(within(shipped, { all: () => true }))).toBeUndefined();
    expect(nameOf(shipped)).toBe('shipped-counter');
  });

  it('refuses a name that the command line knows other things by', () => {
    const [shipped, other] = [{ ...countTo }, { ...countTo }];
    const fine = always(counting, () => true);
    register({ 'the-counter': shipped, fine }, { isShipped: true });
    for (const name of ['the-counter', 'fine'])
      for (const thing of [other, always(counting, () => true)])
        expect(() => register({ [name]: thing })).toThrow(
          new Error(`The name ${name} is taken: give what you register another one.`),
        );
    expect(nameOf(other)).toBeUndefined();
    expect(propertiesOf(countTo)['fine']).toBe(fine);
    // What has the name may say so again.
    expect(() => register({ 'the-counter': shipped, fine })).not.toThrow();
    expect([shipped, fine].map(isShipped)).toEqual([true, true]);
  });

  it('takes nothing that was given another name for what the command line knows', () => {
    const shipped = { ...countTo };
    const fine = always(counting, () => true);
    register({ 'a-counter': shipped, 'a-property': fine }, { isShipped: true });
    const limited = limit(shipped, { back: 1 });
    expect([limited, fine].map(isShipped)).toEqual([true, true]);
    register({ 'my-counter': limited });
    expect([nameOf(limited), isShipped(limited)]).toEqual(['my-counter', false]);
    // What is of the command line itself keeps its name.
    expect(() => register({ 'my-property': fine })).toThrow(
      'a-property has a name already, which the command line knows.',
    );
    expect([nameOf(fine), isShipped(fine)]).toEqual(['a-property', true]);
  });

  it.each(['', 'with space', '-x', 'a/b', '../a', '.a', 'a.', 'a..b', 'a.-b'])(
    'refuses "%s", which can be no name in a trace',
    (name) => {
      expect(() => register({ [name]: { ...countTo } })).toThrow(`"${name}" can be no name in a trace`);
    },
  );
  it('takes the number of a release for a name', () => {
    const release = { ...countTo };
    register({ 'counter-0.10': release });
    expect(nameOf(release)).toBe('counter-0.10');
  });
});
