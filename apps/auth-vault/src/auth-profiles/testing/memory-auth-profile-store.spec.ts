import { authProfileStoreContract } from '../auth-profile-store.contract.ts';
import { MemoryAuthProfileStore } from './memory-auth-profile-store.ts';

authProfileStoreContract('memory', () => Promise.resolve(new MemoryAuthProfileStore()));
