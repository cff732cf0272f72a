import { eventSchemas } from '../testing/event-schemas.ts';
import { INTERACTION_FIELDS } from '../template/scope.ts';
import { interactionOf } from './interaction.ts';
import { interactionType } from './interaction-type.ts';

describe('the type of interaction', () => {
  it('has the members of the interaction itself, and of what checks know by name', () => {
    const made = Object.keys(interactionOf({ callId: 'c', agentId: 'a' }, { isAnalyzed: false })).sort();
    expect([...(interactionType('call.ended').members?.keys() ?? [])].sort()).toEqual(made);
    expect([...INTERACTION_FIELDS].sort()).toEqual(made);
  });

  it('follows the schema of the event', () => {
    const { members } = interactionType('call.ended', eventSchemas);
    expect(members?.get('OUTCOME')).toEqual({ can: ['text'] });
    expect([...(members?.get('SUMMARY')?.can ?? [])].sort()).toEqual(['null', 'text']);
    expect(members?.get('TURNS')?.items?.members?.get('startMs')?.can).toContain('number');
  });

  it('knows of an analysis that the rest of the call may be missing', () => {
    const { members } = interactionType('call.analyzed', eventSchemas);
    expect([...(members?.get('OUTCOME')?.can ?? [])].sort()).toEqual(['null', 'text']);
    expect(members?.get('CALL_ID')).toEqual({ can: ['text'] });
  });

  it('knows without any schema what it computes itself', () => {
    const { members } = interactionType('call.ended');
    expect(members?.get('DURATION')?.can).toEqual(['number', 'null']);
    expect(members?.get('SUMMARY')).toEqual({});
  });
});
