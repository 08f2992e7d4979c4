import type { components } from '../api/schema.gen';

type Schemas = components['schemas'];

export type Asset = Schemas['AssetView'];
export type AssetVersion = Schemas['AssetVersionView'];
