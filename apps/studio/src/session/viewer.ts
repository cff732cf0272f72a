import { useQuery } from '@tanstack/react-query';
import { ViewerDocument, type Role, type ViewerQuery } from '../registry-client/generated/graphql.ts';
import { registryQuery } from '../registry-client/registry-query.ts';

/** Who is signed in. */
export type Viewer = ViewerQuery['viewer'];

const order: readonly Role[] = ['SENDER', 'VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER', 'ADMIN'];

/** Asked once per page load; a sign-in resets it. */
export const viewerQuery = { ...registryQuery(ViewerDocument, {}), staleTime: Infinity };

/** The signed-in person; undefined while the registry has not answered. */
export function useViewer(): Viewer | undefined {
  return useQuery(viewerQuery).data?.viewer;
}

/** Whether the role includes the other: each includes those before it. */
export function includesRole(role: Role, needed: Role): boolean {
  return order.indexOf(role) >= order.indexOf(needed);
}

/** Whether the signed-in person has the role; the registry decides, this only says what to offer. */
export function useMay(needed: Role): boolean {
  const viewer = useViewer();
  return viewer !== undefined && includesRole(viewer.role, needed);
}

/** `Publisher` */
export function roleWord(role: Role): string {
  return role.charAt(0) + role.slice(1).toLowerCase();
}
