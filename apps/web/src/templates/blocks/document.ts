export {
  COLUMN_SPLITS,
  isMergeTag,
  SOCIAL_NETWORKS,
  type Align,
  type Block,
  type BlockDocument,
  type BlockKind,
  type ColumnBlock,
  type ColumnSplit,
  type Condition,
  type DocumentStyle,
  type Inline,
  type Marks,
  type MergeTag,
  type Passage,
  type SocialNetwork,
} from '../../../../../libs/features/templates/blocks/block-document';
export { COLUMN_BLOCK_KINDS } from '../../../../../libs/features/templates/blocks/limits';
