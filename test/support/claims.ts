/**
 * A claim of the replication protocols, each side with two brokers, of whose three records two may be written: in
 * `kip-101` a follower keeps what its leader has not, and `kip-320` mends that.
 */
export const claimFile = ({
  id = 'G1',
  text = 'Two logs agree.',
  holds = `limit(bounded(kip320, { brokers: 2, records: 3 }), { leaderWrite: 2 })`,
  properties = ['strong-isr'],
  states = 5973,
  breaks = `limit(bounded(kip101, { brokers: 2, records: 3 }), { leaderWrite: 2 })`,
  steps = { 'strong-isr': 11 },
  more = '',
}: {
  readonly id?: string;
  readonly text?: string;
  readonly holds?: string;
  readonly properties?: readonly string[];
  readonly states?: number;
  readonly breaks?: string;
  readonly steps?: Readonly<Record<string, number>>;
  readonly more?: string;
} = {}): string =>
  `import { bounded, limit } from '#checker/dsl';
import kip101 from '#model/replication/protocols/kip-101';
import kip320 from '#model/replication/protocols/kip-320';
import { claim } from '../claim.js';

/**
 * A follower asks its leader.
 *
 * It is answered.
 */
export default claim({
  id: '${id}',
  text: '${text}',
  holds: { is: 'epochs are compared', protocol: ${holds}, properties: ${JSON.stringify(properties)}, states: ${states} },
  breaks: { is: 'epochs of one leader', protocol: ${breaks}, steps: ${JSON.stringify(steps)} },
  ${more}
});
`;

/** A claim of something that is not there. */
export const notYetFile = (
  id: string,
  text = 'A message is read once.',
  notYet = 'there is no reader',
): string =>
  `import { claim } from '../claim.js';

/** It is of what consumers do. */
export default claim({ id: '${id}', text: '${text}', notYet: '${notYet}' });
`;
