import { BreadthFirst } from '#checker/breadth-first';
import { boundsFor, type Bounds } from '#checker/bounds';
import { compile } from '#checker/compile';
import { Machine } from '#checker/machine';
import { offHeap, packedRegister } from '#checker/register';
import type { Search } from '#checker/search';
import { entrySize, hashOf, perWord, StateSet } from '#checker/state-set';
import kip320 from '#model/replication/protocols/kip-320';

/** What one run took: states and transitions are the same on every machine, seconds are not. */
export interface Measured {
  readonly distinct: number;
  readonly transitions: number;
  readonly cpu: number;
  readonly wall: number;
}
export function timed<T>(work: () => T): { readonly result: T; readonly cpu: number; readonly wall: number } {
  const [cpuBefore, begun] = [process.cpuUsage(), performance.now()];
  const result = work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { result, cpu: (user + system) / 1e6, wall: (performance.now() - begun) / 1e3 };
}

/** The whole search on one thread, set-up included. */
export function searchAlone(search: Search): Measured {
  const { result, cpu, wall } = timed(() => {
    const breadthFirst = new BreadthFirst(search);
    for (;;) {
      const slice = breadthFirst.advance(Infinity);
      if (slice.done) return slice.report;
    }
  });
  return { distinct: result.distinctStates, transitions: result.generatedStates - 1, cpu, wall };
}

const TOGETHER = 1024;

/**
 * What is left when the model costs nothing: all successors that the search generates, recorded, are copied to the
 * register one after the other, hashed, and inserted into the same set. What a search takes above this is the model's
 * and the compiler's.
 */
export function bareLoop(given: Bounds): Measured {
  const bounds = boundsFor(kip320.bounds, given);
  const register = packedRegister(kip320.schema, bounds);
  const W = register.words.length;
  const stream = record(bounds, W);
  const set = new StateSet(W, 1, false);
  const queue = offHeap(TOGETHER * entrySize(W));
  const loop = new Function(
    'words',
    'queue',
    'set',
    `return function loop(stream, length) {
      let end = 0;
      for (let at = 0; at < length; at += ${W}) {
        ${perWord(W, (k) => `words[${k}] = stream[at + ${k}];`)}
        const ${perWord(W, (k) => `w${k} = words[${k}]`, ', ')};
        ${hashOf(W)}
        queue[end] = h; queue[end + 1] = 0; queue[end + 2] = 0; ${perWord(W, (k) => `queue[end + ${k + 3}] = w${k};`)}
        end += ${entrySize(W)};
        if (end === queue.length || at + ${W} === length) {
          set.makeRoomFor(set.count + ${TOGETHER});
          set.add(queue, 0, end);
          end = 0;
        }
      }
    }`,
  )(register.words, queue, set) as (stream: Int32Array, length: number) => void;
  const { cpu, wall } = timed(() => loop(stream.words, stream.length));
  return { distinct: set.count, transitions: stream.length / W, cpu, wall };
}

/** All successors in the order in which a search generates them, the initial state first. */
function record(bounds: Bounds, width: number): { readonly words: Int32Array; readonly length: number } {
  const register = packedRegister(kip320.schema, bounds);
  const { words } = register;
  const machine = new Machine(kip320, bounds, register);
  const set = new StateSet(width, 1, false);
  const queue = new Int32Array(entrySize(width) * machine.choices);
  const now = new Int32Array(width);
  const hash = new Function(
    'words',
    `const ${perWord(width, (k) => `w${k} = words[${k}]`, ', ')}; ${hashOf(width)} return h;`,
  ) as (words: Int32Array) => number;
  let stream = new Int32Array(1 << 20);
  let length = 0;
  let end = 0;
  const put = (): void => {
    if (length + width > stream.length) {
      const larger = new Int32Array(2 * stream.length);
      larger.set(stream);
      stream = larger;
    }
    stream.set(words, length);
    length += width;
    queue[end] = hash(words);
    queue.set(words, end + 3);
    end += entrySize(width);
  };
  const add = (): void => {
    set.makeRoomFor(set.count + machine.choices);
    set.add(queue, 0, end);
    end = 0;
  };
  const { expand } = compile(
    machine,
    () => {
      put();
      words.set(now);
    },
    offHeap(machine.actions.reduce((sum, { room }) => sum + room.length, 0)),
  );
  machine.begin();
  put();
  add();
  for (set.turn(); set.levelSize > 0; set.turn())
    for (let i = 0; i < set.levelSize; i++) {
      const { states, start } = set.level;
      now.set(states.subarray((start + i) * width, (start + i + 1) * width));
      words.set(now);
      expand();
      add();
    }
  return { words: stream, length };
}
