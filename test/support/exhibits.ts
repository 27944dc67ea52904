import { copyOfTree, type Copy } from './tidemark.js';

/** A copy of the project in which there are no other exhibits, claims and tables than these. */
export function withScenarios(files: Readonly<Record<string, string>>): Copy {
  const copy = copyOfTree();
  for (const kind of ['museum', 'claims', 'tables'])
    if (copy.has(`scenarios/${kind}`)) copy.remove(`scenarios/${kind}`);
  for (const [file, text] of Object.entries(files)) copy.write(file, text);
  return copy;
}

/**
 * An exhibit of the replication protocols, each side with two brokers, of whose three records two may be written: in
 * `kip-101` a follower keeps what its leader has not, and `kip-320` mends that.
 */
export const exhibitFile = ({
  id = 'T01',
  title = 'Two logs part',
  property = 'strong-isr',
  flaw = `limit(bounded(kip101, { brokers: 2, records: 3 }), { leaderWrite: 2 })`,
  steps = 11,
  fix = `limit(bounded(kip320, { brokers: 2, records: 3 }), { leaderWrite: 2 })`,
  states = 5973,
  more = '',
}: {
  readonly id?: string;
  readonly title?: string;
  readonly property?: string;
  /** Nothing, of one that must hold. */
  readonly flaw?: string | null;
  readonly steps?: number;
  readonly fix?: string;
  readonly states?: number;
  readonly more?: string;
} = {}): string =>
  `import { bounded, limit } from '#checker/dsl';
import kip101 from '#model/replication/protocols/kip-101';
import kip320 from '#model/replication/protocols/kip-320';
import { exhibit } from '../exhibit.js';

/**
 * A follower and its leader disagree.
 *
 * Nobody notices.
 */
export default exhibit({
  id: '${id}',
  title: '${title}',
  source: 'KAFKA-0000',
  property: '${property}',
  ${flaw === null ? '' : `flaw: { is: 'epochs of one leader', protocol: ${flaw}, steps: ${steps} },`}
  fix: { is: 'epochs are compared', protocol: ${fix}, states: ${states} },
  ${more}
});
`;
