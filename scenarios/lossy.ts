import { intersection, sizeOf, within, type Frozen, type Protocol } from '#checker/dsl';
import type { Rules } from '#model/delivery/rules';
import type { bounds, delivery, State } from '#model/delivery/state';

type Delivery = Protocol<typeof delivery, typeof bounds, Rules>;

/** No broker that lost records is the whole ISR by itself, at any time from when it stops to when it registers again. */
const nobodyLossyIsAlone = ({ controller, history }: Frozen<State>): boolean =>
  sizeOf(controller.isr) > 1 || intersection(controller.isr, history.lossy) === 0;

/** The same cluster, as long as whoever loses records has somebody else beside it in the ISR. */
export const whileNobodyLossyIsAlone = (protocol: Delivery): Delivery =>
  within(protocol, { nobodyLossyIsAlone });
