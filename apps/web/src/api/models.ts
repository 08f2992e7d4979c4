import type { components } from './schema.gen';

type Schemas = components['schemas'];

export type Me = Schemas['MeView'];
export type Scope = Me['scopes'][number];
export type Role = Schemas['MyWorkspaceView']['role'];

export type Campaign = Schemas['CampaignView'];
export type CampaignStatus = Campaign['status'];
export type CampaignReport = Schemas['CampaignReportView'];
export type CampaignChanges = Schemas['UpdateCampaignDto'];
export type Delivery = Schemas['DeliveryView'];
export type DeliveryStatus = Delivery['status'];
export type Sender = Schemas['SenderView'];

export type Contact = Schemas['ContactView'];
export type TimelineItem = Schemas['TimelineItemView'];

export type Template = Schemas['TemplateView'];
export type TemplateSummary = Schemas['TemplateSummaryView'];
export type GalleryTemplate = Schemas['GalleryTemplateView'];
export type Preview = Schemas['PreviewView'];

export type Workspace = Schemas['WorkspaceView'];
export type User = Schemas['UserView'];
export type ApiKey = Schemas['ApiKeyView'];

export type Segment = Schemas['SegmentView'];
export type SegmentPreview = Schemas['SegmentPreviewView'];
export type Topic = Schemas['TopicView'];
export type Subscription = Schemas['SubscriptionView'];
export type Suppression = Schemas['SuppressionView'];

export type ContactImport = Schemas['ContactImportView'];
