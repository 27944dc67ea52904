import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsFor, BoundsError, optionName, sizeIn } from '#checker/bounds';
import { boundsText, parseTrace } from '#checker/trace-text';

const declared = {
  brokers: { meaning: 'replicas', from: 1, to: 16, default: 3 },
  logSize: { meaning: 'records of a log', from: 0, to: 64, default: 2 },
} as const;

describe('the bounds of a run', () => {
  it('are those given, and the default of every other one', () => {
    expect(boundsFor(declared)).toEqual({ brokers: 3, logSize: 2 });
    expect(boundsFor(declared, { logSize: 0 })).toEqual({ brokers: 3, logSize: 0 });
    expect(boundsFor({})).toEqual({});
  });

  it('are in the order in which they are declared', () => {
    expect(Object.keys(boundsFor(declared, { logSize: 5, brokers: 2 }))).toEqual(['brokers', 'logSize']);
  });

  it('are from the least to the most that is declared, and whole', () => {
    expect(boundsFor(declared, { brokers: 1, logSize: 64 })).toEqual({ brokers: 1, logSize: 64 });
    for (const value of [65, -1, 1.5, NaN, Infinity, '3' as never, true as never])
      expect(() => boundsFor(declared, { logSize: value })).toThrow(
        new BoundsError(`log-size must be a whole number from 0 to 64, and not ${value}.`),
      );
  });

  it('are declared', () => {
    for (const name of ['nodes', 'log-size', 'constructor', 'toString'])
      expect(() => boundsFor(declared, { [name]: 1 })).toThrow(
        new BoundsError(`There is no bound ${name} here. The bounds are brokers, logSize.`),
      );
  });
});

describe('a bound', () => {
  it('is an option of the command line under its name in small letters', () => {
    expect(optionName('brokers')).toBe('brokers');
    expect(optionName('maxLeaderEpoch')).toBe('max-leader-epoch');
    expect(boundsText({ brokers: 3, logSize: 2 })).toBe('--brokers 3 --log-size 2');
  });

  it('has the name in a trace that it has in the model', () => {
    const names = fc
      .stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/)
      .filter((name) => name !== 'property' && name !== 'limit');
    fc.assert(
      fc.property(fc.dictionary(names, fc.nat(), { noNullPrototype: true }), (bounds) => {
        const text = `# x\nverify p --property q ${boundsText(bounds)}\n----\n`;
        expect(parseTrace(text).bounds).toEqual(bounds);
      }),
    );
  });

  it('gives a size that is whole', () => {
    const half = ({ brokers }: { brokers: number }) => brokers / 2;
    expect(sizeIn(half, { brokers: 4 })).toBe(2);
    expect(sizeIn(half, { brokers: 0 })).toBe(0);
    expect(() => sizeIn(half, { brokers: 3 })).toThrow(
      new RangeError('A size is a whole number from 0 on, and within these bounds one would be 1.5.'),
    );
    expect(() => sizeIn(half, { brokers: -2 })).toThrow('one would be -1.');
    expect(() => sizeIn(half, {})).toThrow('one would be NaN.');
  });
});
