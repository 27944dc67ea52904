/** One property, in plain JavaScript, as somebody else might write it: in three ways, to measure whether it matters how. */

const JUDGES = `({ leaderEpoch, highWatermark, leader, isr, log }) => {
    for (let offset = 0; offset < log.endOffset; offset++)
      if (log.at(offset).epoch >= nextLeaderEpoch || log.at(offset).id >= nextRecordId) return false;
    return leaderEpoch < nextLeaderEpoch && highWatermark <= log.endOffset && (leader >= 0 || isr === NOBODY);
  }`;
const file = (body: string, before = ''): string => `import { always, NOBODY } from 'tidemark';
import { replication } from 'tidemark/kafka';
${before}
/** What a replica has was written in some leader epoch, and whom it follows was elected. */
export default always(replication, ({ replicas, nextLeaderEpoch, nextRecordId }) => {
  ${body}
});
`;

/** By name, the one first that the others are beside. */
export const PROPERTIES: Readonly<Record<string, string>> = {
  'written-out': file(`return replicas.every(${JUDGES});`),
  'named-local': file(`const isSound = ${JUDGES};\n  return replicas.every(isSound);`),
  // As tsx has it compiled: a function keeps its name, which is written onto it whenever it is made.
  'named-local-kept': file(
    `const isSound = /* @__PURE__ */ __name(${JUDGES}, 'isSound');\n  return replicas.every(isSound);`,
    `const __name = (target, value) => Object.defineProperty(target, 'name', { value, configurable: true });`,
  ),
};
