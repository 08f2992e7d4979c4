import { campaignStatuses, campaignTransitions, isEditable, statesBefore } from './campaign-status';

describe('campaign states', () => {
  it('can all be reached from draft', () => {
    const reached = new Set(['draft']);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const from of campaignStatuses)
        if (reached.has(from)) campaignTransitions[from].forEach((to) => reached.add(to));
    }
    expect([...reached].sort()).toEqual([...campaignStatuses].sort());
  });

  it('let only sending campaigns be paused and only paused ones go on', () => {
    expect(statesBefore('paused')).toEqual(['sending']);
    expect(campaignTransitions.paused).toContain('sending');
  });

  it('open a finished campaign only to send again, and never cancel a sent one', () => {
    expect(campaignTransitions.cancelled).toEqual(['sending']);
    expect(campaignTransitions.sent).toEqual(['sending']);
  });

  it('are editable only before anything was promised', () => {
    expect(campaignStatuses.filter(isEditable)).toEqual(['draft', 'failed']);
  });
});
