// Rules of this house that no published plugin has.
import { noTypeCycle } from './cycles.mjs';
import { noBarrels, tellingFileName } from './file-names.mjs';
import { noKafkaTraps } from './kafka-traps.mjs';

export const housePlugin = {
  meta: { name: 'house' },
  rules: {
    'no-barrels': noBarrels,
    'no-kafka-traps': noKafkaTraps,
    'no-type-cycle': noTypeCycle,
    'telling-file-name': tellingFileName,
  },
};
