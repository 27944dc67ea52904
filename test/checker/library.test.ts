import { describe, expect, it } from 'vitest';
import { always, flag, record, sometimes, withRules } from '#checker/dsl';
import { nameOf, propertiesOf, register } from '#checker/library';
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
});
