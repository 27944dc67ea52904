import { describe, expect, it } from 'vitest';
import { actionsOf, below, eachBelow, protocol, record, type StateOf } from '#checker/dsl';
import { compile } from '#checker/compile';
import { Machine } from '#checker/machine';
import { packedRegister } from '#checker/register';

const schema = record({ n: below(100) });
type State = StateOf<typeof schema>;
const action = actionsOf<State>();

describe('a compiled action', () => {
  // Its name is that of a function in generated code, which must neither be a word of JavaScript nor hide another name.
  it.each([
    's',
    'when',
    'then',
    'emit',
    'stopped',
    'expand',
    'delete',
    'new',
    'class',
    'return',
    'arguments',
    'eval',
    'await',
    'let',
  ])('may be named %s', (name) => {
    const step = action({
      choose: { i: eachBelow(() => 3) },
      when: ({ i }) => i > 0,
      room: {},
      then: ({ i }, s) => void (s.n = i),
    });
    const other = action({ choose: {}, then: (_, s) => void (s.n = 9) });
    const named = protocol({
      bounds: {},
      schema,
      initial: () => {},
      rules: {},
      actions: { [name]: () => step, other: () => other },
    });
    const machine = new Machine(named, {}, packedRegister(schema, {}));
    machine.begin();
    const seen: string[] = [];
    const { expand } = compile(
      machine,
      (choice) => void seen.push(`${choice}:${machine.s.n}`),
      new Int32Array(8),
    );
    expand();
    expect(seen).toEqual(['1:1', '2:2', '3:9']);
  });
});
