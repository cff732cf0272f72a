import { aFlowOf, aRequest, reports } from '../../testing/a-flow.ts';
import { authProfilesKnown } from './auth-profiles-known.ts';

const flow = aFlowOf(aRequest('r', { authProfile: 'desk' }));

describe('auth profiles', () => {
  it('accepts one that exists', () => {
    expect(reports(authProfilesKnown, flow, { authProfiles: ['desk'] })).toEqual([]);
  });

  it('reports one that does not', () => {
    expect(reports(authProfilesKnown, flow, { authProfiles: ['Desk'] })).toEqual([
      'E_PROFILE_MISSING r config.authProfile',
    ]);
  });

  it('says nothing of a request without one, or while they are not known', () => {
    expect(reports(authProfilesKnown, aFlowOf(aRequest('r', { authProfile: null })), { authProfiles: [] })).toEqual([]);
    expect(reports(authProfilesKnown, flow)).toEqual([]);
  });
});
