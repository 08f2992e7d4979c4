import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useDroppable,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AddBlock } from './add-block';
import classes from './block-editor.module.css';
import { BlockFrame } from './block-frame';
import { BlockView, typeOf } from './block-view';
import { COLUMN_BLOCK_KINDS, COLUMN_SPLITS, type Block } from './document';
import { TOP, type ListKey, type Place } from './edit-document';
import { useCanvas } from './editor-context';
import { RichTextField } from './lazy-rich-text';

const InsertSaved = lazy(async () => ({ default: (await import('../saved/insert-saved')).InsertSaved }));

interface Props {
  onDrop: (id: string, over: string) => void;
  /** The panel of a chosen block, where it stands below it. */
  panel: ((block: Block) => ReactNode) | null;
}

/** The email as it will look, with a "+" between blocks. */
export function Canvas({ onDrop, panel }: Props) {
  const { t } = useTranslation('templates');
  const { document, look, choose } = useCanvas();
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over) onDrop(String(active.id), String(over.id));
  };
  return (
    <div
      className={classes.paper}
      style={{ background: look.backgroundColor }}
      onClick={(event) => event.target === event.currentTarget && choose(null)}
      role="region"
      aria-label={t('blocks.canvas')}
    >
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={onDragEnd}
        accessibility={{ screenReaderInstructions: { draggable: t('blocks.dragHelp') } }}
      >
        <BlockList blocks={document.blocks} list={TOP} panel={panel} />
      </DndContext>
    </div>
  );
}

interface ListProps {
  blocks: readonly Block[];
  list: ListKey;
  panel: Props['panel'];
}

function BlockList({ blocks, list, panel }: ListProps) {
  const { t } = useTranslation('templates');
  const { add, isEditable, look } = useCanvas();
  const [inserting, setInserting] = useState<Place | null>(null);
  const kinds = list === TOP ? undefined : COLUMN_BLOCK_KINDS;
  return (
    <SortableContext items={blocks.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
      {blocks.map((block, index) => (
        <div key={block.id}>
          {isEditable && (list === TOP || index > 0) && (
            <div
              className={classes.add}
              style={{
                background:
                  isOnCard(block, list) && isOnCard(blocks[index - 1], list) ? look.surfaceColor : undefined,
              }}
            >
              <AddBlock
                label={t('blocks.addAt', { place: index + 1 })}
                kinds={kinds}
                onAdd={(kind) => add(kind, { list, index })}
                onSaved={() => setInserting({ list, index })}
              />
            </div>
          )}
          <div
            style={
              isOnCard(block, list)
                ? { background: look.surfaceColor, padding: '10px 24px' }
                : { padding: list === TOP ? '10px 24px' : 0 }
            }
          >
            <BlockFrame block={block} list={list} below={panel?.(block)}>
              {block.kind === 'columns' ? (
                <ColumnsView block={block} panel={panel} />
              ) : (
                <EditableBlock block={block} />
              )}
            </BlockFrame>
          </div>
        </div>
      ))}
      {isEditable && (
        <div className={blocks.length > 0 ? classes.add : undefined} style={{ textAlign: 'center' }}>
          <AddBlock
            label={t('blocks.addAt', { place: blocks.length + 1 })}
            kinds={kinds}
            isLarge={blocks.length === 0}
            onAdd={(kind) => add(kind, { list, index: blocks.length })}
            onSaved={() => setInserting({ list, index: blocks.length })}
          />
        </div>
      )}
      {inserting && (
        <Suspense fallback={null}>
          <InsertSaved place={inserting} onClose={() => setInserting(null)} />
        </Suspense>
      )}
    </SortableContext>
  );
}

/** Blocks between the header and the footer share a card. */
function isOnCard(block: Block | undefined, list: ListKey): boolean {
  if (list !== TOP || block === undefined) return false;
  return block.kind === 'saved'
    ? block.place === 'content'
    : block.kind !== 'header' && block.kind !== 'footer';
}

function ColumnsView({
  block,
  panel,
}: {
  block: Extract<Block, { kind: 'columns' }>;
  panel: Props['panel'];
}) {
  const shares = COLUMN_SPLITS[block.split].map((share) => `minmax(0, ${share}fr)`).join(' ');
  return (
    <div className={classes.columns} style={{ gridTemplateColumns: shares }}>
      {block.columns.map((column, index) => (
        <Column key={index} list={`${block.id}:${index}`} isEmpty={column.blocks.length === 0}>
          <BlockList blocks={column.blocks} list={`${block.id}:${index}`} panel={panel} />
        </Column>
      ))}
    </div>
  );
}

/** Blocks can be dropped into an empty column too. */
function Column({ list, isEmpty, children }: { list: ListKey; isEmpty: boolean; children: ReactNode }) {
  const { setNodeRef } = useDroppable({ id: list, disabled: !isEmpty });
  return (
    <div ref={setNodeRef} className={isEmpty ? classes.empty : undefined}>
      {children}
    </div>
  );
}

/** Text is written where it stands. */
function EditableBlock({ block }: { block: Exclude<Block, { kind: 'columns' }> }) {
  const { t } = useTranslation('templates');
  const { look, chosen, isEditable, turn, change } = useCanvas();
  const isWritten = block.kind === 'text' || block.kind === 'heading';
  if (!isEditable || chosen !== block.id || !isWritten) return <BlockView block={block} look={look} />;
  const about = `words of ${block.id}`;
  return (
    <Suspense fallback={<BlockView block={block} look={look} />}>
      <RichTextField
        key={`${block.id} ${turn}`}
        label={t('text.of', { kind: t(`kinds.${block.kind}`) })}
        isOneLine={block.kind === 'heading'}
        autoFocus
        style={typeOf(block, look)}
        passages={block.kind === 'text' ? block.passages : [{ kind: 'paragraph', content: block.content }]}
        onChange={(passages) => {
          if (block.kind === 'text') return change({ ...block, passages }, about);
          const [first] = passages;
          return change({ ...block, content: first?.kind === 'paragraph' ? first.content : [] }, about);
        }}
      />
    </Suspense>
  );
}
