import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { asGraph, toJson, type SequenceGraph } from '../graph/sequence-graph';
import type { Sequence } from '../models';
import { sequenceQuery } from '../sequence-queries';
import { historyOf, recordIn, type Change } from './history';

const PAUSE_MS = 700;

export interface Draft {
  graph: SequenceGraph;
  change: (change: Change) => void;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Of what was saved last; it decides which problems are asked for. */
  savedVersion: number;
  isDirty: boolean;
  isSaving: boolean;
  error: unknown;
  /** Saves what is not saved yet; fails with the API's problem. */
  flush: () => Promise<void>;
  /** Takes over what somebody else saved meanwhile, and gives one's own changes up. */
  reload: () => Promise<void>;
  /** A save that went another way, such as a new name. */
  acknowledge: (sequence: Sequence) => void;
}

/** The draft of a sequence: every change is kept for undoing, and saved by itself once one pauses. */
export function useDraft(sequence: Sequence): Draft {
  const client = useQueryClient();
  const [history, record] = useReducer(recordIn, asGraph(sequence.graph), historyOf);
  const [saved, setSaved] = useState(() => ({ graph: history.now, version: sequence.version }));
  const version = useRef(sequence.version);
  const { id } = sequence;
  const acknowledge = useCallback(
    (answer: Sequence) => {
      version.current = answer.version;
      client.setQueryData(sequenceQuery(id).queryKey, answer);
      setSaved((last) => ({ ...last, version: answer.version }));
    },
    [client, id],
  );
  const { mutate, mutateAsync, isPending, error, variables, reset } = useMutation({
    scope: { id: `sequence ${id}` },
    mutationFn: (graph: SequenceGraph) =>
      unwrap(
        api.PATCH('/api/v1/sequences/{id}', {
          params: { path: { id } },
          body: { graph: toJson(graph), version: version.current },
        }),
      ),
    onSuccess: (answer, graph) => {
      acknowledge(answer);
      setSaved({ graph, version: answer.version });
    },
  });
  const { now } = history;
  const isDirty = now !== saved.graph;
  const wasRefused = error !== null && variables === now;
  useEffect(() => {
    if (!isDirty || isPending || wasRefused) return undefined;
    const timer = setTimeout(() => mutate(now), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isDirty, isPending, wasRefused, mutate, now]);
  const flush = async () => {
    if (isDirty) await mutateAsync(now);
  };
  const reload = async () => {
    const answer = await client.fetchQuery({ ...sequenceQuery(id), staleTime: 0 });
    reset();
    acknowledge(answer);
    const graph = asGraph(answer.graph);
    record({ kind: 'replace', graph });
    setSaved({ graph, version: answer.version });
  };
  return {
    graph: now,
    change: (change) => record({ kind: 'change', change }),
    undo: history.past.length > 0 ? () => record({ kind: 'undo' }) : null,
    redo: history.future.length > 0 ? () => record({ kind: 'redo' }) : null,
    savedVersion: saved.version,
    isDirty,
    isSaving: isPending,
    error,
    flush,
    reload,
    acknowledge,
  };
}
