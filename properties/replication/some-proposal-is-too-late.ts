import { sometimes } from '#checker/dsl';
import { asyncIsr } from '#model/replication/async-isr/state';

/** The leader proposed an ISR for a version for which the controller decided on another one: what versions are there for. */
export default sometimes(asyncIsr, ({ requests, updates }) =>
  requests.some(({ isr, version }) =>
    updates.some((update) => update.version === version + 1 && update.isr !== isr),
  ),
);
