import { describe, expect, it } from 'vitest';
import { BoundsError } from '#checker/bounds';
import { always, alwaysStep, limit, sometimes, within } from '#checker/dsl';
import { register } from '#checker/library';
import { assertedIn, isKnown, protocolName, searchFor, searchToAssert } from '#explore/search-for';
import { countTo, counting } from '../support/count-to.js';
import { onPlane, plane } from '../support/walks.js';

const small = always(counting, ({ n }) => n < 10);
const large = sometimes(counting, ({ n }) => n > 2);
const costly = always(counting, { holds: () => true, onRequest: true });
register({ 'count-to': countTo, small, large, costly }, { isShipped: true });
const own = alwaysStep(counting, () => true);

describe('what is to be walked', () => {
  it('are the registered properties that speak of the protocol, but for those on request, at its default bounds', () => {
    expect(searchFor(countTo)).toEqual({
      protocol: countTo,
      bounds: { most: 3 },
      properties: { small, large },
    });
    expect(searchFor(countTo, {}).protocol).toBe(countTo);
  });

  it('are the properties that are named, and what is registered to be seen', () => {
    expect(searchFor(countTo, { properties: { own }, bounds: { most: 7 } })).toEqual({
      protocol: countTo,
      bounds: { most: 7 },
      properties: { own, large },
    });
  });

  it('goes by the registered name of a property, whatever it is called here', () => {
    const { properties } = searchFor(countTo, { properties: { a: small, b: costly, c: large } });
    expect(properties).toEqual({ small, costly, large });
  });

  it('is no property that is called as one that is to be seen', () => {
    expect(() => searchFor(countTo, { properties: { large: own } })).toThrow(
      new Error('The name large is taken by a registered property.'),
    );
    expect(searchFor(countTo, { properties: { own, large } }).properties).toEqual({ own, large });
  });

  it('of a protocol of which nothing is registered is what is named', () => {
    const flat = always(plane, () => true);
    expect(searchFor(onPlane, { properties: { flat } }).properties).toEqual({ flat });
    expect(() => searchFor(onPlane)).toThrow(
      'There is no property to assert: name some, as in { properties: { strongIsr } }',
    );
    expect(() => searchFor(onPlane, { properties: {} })).toThrow('There is no property to assert');
  });

  it('is no property of other variables, which is named', () => {
    expect(() => searchFor(countTo, { properties: { flat: always(plane, () => true) as never } })).toThrow(
      new Error('The property flat speaks of variables that this protocol does not have.'),
    );
  });

  it('is at bounds that the protocol has', () => {
    expect(() => searchFor(countTo, { bounds: { most: -1 } })).toThrow(BoundsError);
    expect(() => searchFor(countTo, { bounds: { more: 1 } as never })).toThrow(
      'There is no bound more here.',
    );
  });
});

describe('of what is to be walked', () => {
  it('all is asserted that is not to be seen', () => {
    expect(assertedIn(searchFor(countTo, { properties: { own, small } }))).toEqual(['own', 'small']);
    expect(assertedIn(searchFor(countTo, { properties: { large } }))).toEqual([]);
  });

  it('something must be asserted where nothing else could fail', () => {
    expect(searchToAssert(countTo, { properties: { own } })).toEqual(
      searchFor(countTo, { properties: { own } }),
    );
    expect(() => searchToAssert(countTo, { properties: { large } })).toThrow(
      'There is no property to assert: name some, as in { properties: { strongIsr } }',
    );
  });

  it('a protocol has its registered name, or none', () => {
    expect(protocolName(countTo)).toBe('count-to');
    expect(protocolName(onPlane)).toBe('unnamed');
    expect(protocolName({ ...countTo })).toBe('unnamed');
  });

  it('the command line knows what has a name, both the protocol and the property, and by that name', () => {
    const search = searchFor(countTo, { properties: { own, small } });
    expect(isKnown(search, 'small')).toBe(true);
    expect(isKnown(search, 'own')).toBe(false);
    expect(isKnown({ ...search, protocol: { ...countTo } }, 'small')).toBe(false);
    expect(isKnown({ ...search, properties: { other: small } }, 'other')).toBe(false);
    expect(isKnown({ ...search, protocol: limit(countTo, { back: 1 }) }, 'small')).toBe(true);
    expect(isKnown({ ...search, protocol: within(countTo, { all: () => true }) }, 'small')).toBe(false);
  });
});
