/** Kinds of steps as GraphQL names them. */
export const stepKinds = { apiRequest: 'API_REQUEST', setVariable: 'SET_VARIABLE', decision: 'DECISION' } as const;
