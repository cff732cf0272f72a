import { sealerContract } from '../sealer.contract.ts';
import { ClearSealer } from './clear-sealer.ts';

sealerContract('clear', ({ current, known }) => new ClearSealer(current, known));
