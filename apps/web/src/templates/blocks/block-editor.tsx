import { Grid, Paper } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { asProblem } from '../../api/problem';
import { Loading } from '../../ui/loading';
import { Canvas } from './canvas';
import {
  blockAt,
  duplicateBlock,
  findBlock,
  insertBlock,
  insertCopies,
  listsOf,
  moveBlock,
  moveTo,
  newId,
  removeBlock,
  replaceBlock,
  replaceByCopies,
  replaceTogether,
  type Place,
} from './edit-document';
import type { Block } from './document';
import { CanvasProvider, type CanvasActions } from './editor-context';
import { Inspector } from './inspector';
import { fetchRichText } from './lazy-rich-text';
import { brandQuery, lookOf } from './look';
import { newBlock } from './new-block';
import { StyleFields } from './style-fields';
import type { DocumentHistory } from './use-document';

interface Props {
  history: DocumentHistory;
  isEditable: boolean;
  /** Of the last preview or save: those that name a block stand beside it. */
  problem: unknown;
}

/** The email on the left, what can be said about the chosen block on the right; on narrow screens below it. */
export function BlockEditor({ history, isEditable, problem }: Props) {
  const brand = useQuery(brandQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const isWide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const { document, change, turn } = history;
  const problems = useMemo(() => {
    const found = new Map<string, string>();
    for (const { pointer, message } of problem ? asProblem(problem).fields : []) {
      const block = blockAt(document, pointer);
      if (block && !found.has(block.id)) found.set(block.id, message.replace(/^Block [^:]*: /, ''));
    }
    return found;
  }, [problem, document]);
  useHotkeys(
    [
      ['mod+Z', history.undo],
      ['mod+shift+Z', history.redo],
      ['mod+Y', history.redo],
    ],
    [],
    true,
  );
  useEffect(fetchRichText, []);
  // A block that is gone is no longer chosen.
  const block = findBlock(document, chosen);
  useEffect(() => {
    if (chosen !== null && block === null) setChosen(null);
  }, [chosen, block]);
  if (!brand.data) return <Loading rows={6} />;
  const look = lookOf(document.style, brand.data);
  const actions: CanvasActions = {
    document,
    look,
    chosen,
    isEditable,
    turn,
    problemOf: (id) => problems.get(id),
    choose: setChosen,
    change: (next, about) => change((was) => replaceBlock(was, next), about),
    insertSaved: ({ id, place: standing, isSynced, blocks }, place) =>
      change((was) =>
        isSynced
          ? insertBlock(was, { id: newId(), kind: 'saved', savedBlockId: id, place: standing }, place)
          : insertCopies(was, blocks, place),
      ),
    putCopies: (id, blocks) => change((was) => replaceByCopies(was, id, blocks)),
    link: ({ id, place }, ids) =>
      change((was) => replaceTogether(was, ids, { id: newId(), kind: 'saved', savedBlockId: id, place })),
    add: (kind, place: Place) => {
      const fresh = newBlock(kind, { logo: brand.data.logoUrl });
      change((was) => insertBlock(was, fresh, place));
      setChosen(fresh.id);
    },
    move: (id, by) => change((was) => moveBlock(was, id, by)),
    duplicate: (id) => {
      const copy = duplicateBlock(document, id);
      change(() => copy.document);
      setChosen(copy.id);
    },
    remove: (id, list) => {
      const blocks = listsOf(document).get(list) ?? [];
      const index = blocks.findIndex((known) => known.id === id);
      change((was) => removeBlock(was, id));
      setChosen(blocks[index + 1]?.id ?? blocks[index - 1]?.id ?? null);
    },
  };
  const panel = (shown: Block) => (
    <Paper withBorder p="md" mt="sm" onClick={(event) => event.stopPropagation()}>
      <Inspector key={`${shown.id} ${turn}`} block={shown} />
    </Paper>
  );
  return (
    <CanvasProvider value={actions}>
      <Grid gap="lg">
        <Grid.Col span={isWide ? 8 : 12}>
          <Canvas
            onDrop={(id, over) => change((was) => moveTo(was, id, over))}
            panel={isWide || !isEditable ? null : panel}
          />
        </Grid.Col>
        {isEditable && (isWide || !block) && (
          <Grid.Col span={isWide ? 4 : 12}>
            <Paper
              withBorder
              p="md"
              pos={isWide ? 'sticky' : undefined}
              top={76}
              mah={isWide ? 'calc(100vh - 96px)' : undefined}
              style={{ overflowY: 'auto' }}
              tabIndex={isWide ? 0 : undefined}
            >
              {block ? (
                <Inspector key={`${block.id} ${turn}`} block={block} />
              ) : (
                <StyleFields
                  document={document}
                  look={look}
                  onChange={(style) => change((was) => ({ ...was, style }), 'style')}
                />
              )}
            </Paper>
          </Grid.Col>
        )}
      </Grid>
    </CanvasProvider>
  );
}
