import type { Campaign } from '../api/models';

export interface ChecklistItem {
  label: string;
  done: boolean;
}

/** What the server asks of a campaign before it may be scheduled, as far as it shows in the draft. */
export function checklistOf(campaign: Campaign, postalAddress: string | undefined): ChecklistItem[] {
  const items = [
    { label: 'A sender', done: campaign.senderId !== null },
    { label: 'A topic', done: campaign.topicId !== null },
    { label: 'An audience', done: campaign.audience.include.length > 0 },
    { label: 'A template', done: campaign.templateId !== null },
  ];
  if (postalAddress === undefined) return items;
  return [
    ...items,
    { label: 'The postal address of the workspace, in the settings', done: postalAddress.trim() !== '' },
  ];
}
