import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, limit, sometimes, within } from '#checker/dsl';
import { assertedIn } from '#explore/search-for';
import { Retracer } from '#explore/retracer';
import { lossyBag, mail } from '../support/lossy-bag.js';
import { drawnProperties, drawnProtocol, propertiesOf, protocolOf } from '../support/random-protocol.js';
import {
  decidedBy,
  endsOutside,
  home,
  onPlane,
  plane,
  prefixesOf,
  right,
  searchOf,
  stepOf,
  up,
  walk,
  withPitfall,
} from '../support/walks.js';

const low = always(plane, ({ x }) => x < 2);
const lower = always(plane, ({ y }) => y < 1);
const retrace = (
  steps: Parameters<Retracer['retrace']>[0],
  properties: Parameters<typeof searchOf>[1] = { low },
  protocol = onPlane,
) => new Retracer(searchOf(protocol, properties), Object.keys(properties!)).retrace(steps);

describe('steps that are taken again', () => {
  it('end with the first that decides a property', () => {
    expect(retrace([up, right, right, up])).toEqual({ steps: [up, right, right], decided: 'low' });
    expect(retrace([up, right])).toEqual({ steps: [up, right], decided: undefined });
    expect(retrace([])).toEqual({ steps: [], decided: undefined });
  });

  it('are none where the initial state decides', () => {
    expect(retrace([up], { never: always(plane, () => false) })).toEqual({ steps: [], decided: 'never' });
    expect(retrace([up], { soon: sometimes(plane, ({ x }) => x === 0) })).toEqual({
      steps: [],
      decided: 'soon',
    });
    expect(retrace([up], { step: alwaysStep(plane, () => false) })).toEqual({ steps: [up], decided: 'step' });
  });

  it('are decided by the first property by name, of several that one step decides', () => {
    const both = { b: low, a: alwaysStep(plane, (_, after) => after.x < 2), c: low };
    expect(retrace([right, right], both).decided).toBe('a');
    expect(retrace([right, right], { b: both.a, a: both.b }).decided).toBe('a');
    expect(retrace([right, up, right], { a: low, b: lower })).toEqual({ steps: [right, up], decided: 'b' });
  });

  it('are decided by the properties that are named, and by no others', () => {
    const retracer = new Retracer(searchOf(onPlane, { low, lower }), ['low']);
    expect(retracer.retrace([up, up, right, right])).toEqual({
      steps: [up, up, right, right],
      decided: 'low',
    });
  });

  it('leave out what is not possible, not known, or not there', () => {
    const many = Array.from({ length: 12 }, () => right);
    expect(retrace(many, { far: always(plane, ({ y }) => y < 1) }).steps).toHaveLength(9);
    expect(
      retrace([stepOf('left'), right, stepOf('right', { x: 1 }), up, stepOf('home', { to: [1] }), home], {}),
    ).toEqual({ steps: [right, up, home], decided: undefined });
    const receive = (number: number) => stepOf('receive', { message: { number } });
    const send = stepOf('send');
    expect(
      retrace(
        [
          receive(0),
          send,
          receive(1),
          stepOf('receive', { message: 3 }),
          receive(0),
          receive(0),
          send,
          receive(1),
        ],
        { all: always(mail, ({ received }) => received === 0 || true) },
        lossyBag as never,
      ).steps,
    ).toEqual([send, receive(0), send, receive(1)]);
  });

  it('leave out what a limit forbids', () => {
    expect(retrace([right, right, up, right], {}, limit(onPlane, { right: 1 })).steps).toEqual([right, up]);
  });

  it('end outside of a constraint, where they may decide', () => {
    const narrow = within(onPlane, { x: ({ x }) => x < 2 });
    expect(retrace([right, right, home, right], {}, narrow).steps).toEqual([right, right]);
    expect(retrace([right, right, home], { low }, narrow)).toEqual({ steps: [right, right], decided: 'low' });
    const nowhere = within(onPlane, { none: () => false });
    expect(retrace([right, up], { low }, nowhere)).toEqual({ steps: [], decided: undefined });
    expect(retrace([right, up], { never: always(plane, () => false) }, nowhere).decided).toBe('never');
  });

  it('of a random walk are the same, and so are those with others strewn in, but for what is possible of them', () => {
    fc.assert(
      fc.property(
        drawnProtocol,
        drawnProperties,
        fc.nat(),
        fc.array(fc.nat(), { maxLength: 6 }),
        (drawn, of, seed, strewn) => {
          const search = searchOf(protocolOf(drawn), propertiesOf(of));
          const asserted = assertedIn(search);
          const retracer = new Retracer(search, asserted);
          const { steps, violated } = walk(search, seed, { steps: 60 });
          expect(retracer.retrace(steps)).toEqual({ steps, decided: violated });
          const other = strewn.reduce(
            (all, at) => all.toSpliced(at % (all.length + 1), 0, all[at % (all.length || 1)] ?? right),
            steps,
          );
          const retraced = retracer.retrace(other);
          for (const prefix of prefixesOf(retraced.steps)) {
            expect(decidedBy(search, asserted, prefix)).toEqual([]);
            expect(endsOutside(search, prefix)).toBe(false);
          }
          expect(decidedBy(search, asserted, retraced.steps)[0]).toBe(retraced.decided);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('that are attempted are the same, but that what throws decides nothing', () => {
    const odd = always(plane, ({ x }) => {
      if (x === 2) throw new Error('what the property said');
      return true;
    });
    const noAnswer = always(plane, (({ x }) => (x === 2 ? 1 : true)) as (s: { readonly x: number }) => never);
    const retracer = (property: typeof low) => new Retracer(searchOf(onPlane, { property }), ['property']);
    expect(retracer(low).attempt([up, right, right, up])).toEqual({
      steps: [up, right, right],
      decided: 'property',
    });
    expect(retracer(low).attempt([up, right])).toEqual({ steps: [up, right], decided: undefined });
    for (const property of [odd, noAnswer]) {
      const one = retracer(property);
      expect(() => one.retrace([right, right])).toThrow(Error);
      expect(one.attempt([right, right])).toBeUndefined();
      expect(one.attempt([right, up])).toEqual({ steps: [right, up], decided: undefined });
    }
    const fallen = new Retracer(searchOf(withPitfall, { low }), ['low']);
    expect(() => fallen.retrace([up, stepOf('fall')])).toThrow('what the model said');
    expect(fallen.attempt([up, stepOf('fall')])).toBeUndefined();
    expect(fallen.attempt([right, right])).toEqual({ steps: [right, right], decided: 'low' });
  });
});
