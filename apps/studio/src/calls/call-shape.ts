import type { CallQuery } from '../registry-client/generated/graphql.ts';

/** A call with all that its page shows. */
export type WholeCall = NonNullable<CallQuery['call']>;
