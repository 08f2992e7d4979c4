import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { Template } from '../api/models';
import { asProblem } from '../api/problem';
import { unwrap } from '../api/unwrap';
import type { BlockDocument } from './blocks/document';
import { useDocument } from './blocks/use-document';
import { templateQuery } from './template-queries';

const NOTHING: BlockDocument = { v: 1, style: {}, blocks: [] };

export type Texts = Pick<Template, 'name' | 'subject' | 'preheader'>;

function textsOf({ name, subject, preheader }: Template): Texts {
  return { name, subject, preheader };
}

/** What stands in the editor, what of it is saved, and the way from one to the other. */
export function useEmailDraft(template: Template) {
  const client = useQueryClient();
  const isBlocks = template.mode === 'blocks';
  const [texts, setTexts] = useState(textsOf(template));
  const [mjml, setMjml] = useState(template.mjml);
  const history = useDocument((template.document as BlockDocument | null) ?? NOTHING);
  const [saved, setSaved] = useState({
    texts: JSON.stringify(texts),
    mjml: template.mjml,
    document: history.document,
    version: template.version,
    at: null as string | null,
  });
  const save = useMutation({
    mutationFn: (version: number) =>
      unwrap(
        api.PATCH('/api/v1/templates/{id}', {
          params: { path: { id: template.id } },
          body: { ...texts, ...(isBlocks ? { document: toJson(history.document) } : { mjml }), version },
        }),
      ),
    onMutate: () => ({ texts: JSON.stringify(texts), mjml, document: history.document }),
    onSuccess: (answer, _version, sent) => {
      setSaved({ ...sent, version: answer.version, at: new Date().toISOString() });
      client.setQueryData(templateQuery(template.id).queryKey, answer);
      void client.invalidateQueries({ queryKey: ['templates', 'list'] });
      void client.invalidateQueries({ queryKey: ['templates', template.id, 'preview'], refetchType: 'none' });
    },
  });
  const isDirty =
    JSON.stringify(texts) !== saved.texts ||
    (isBlocks ? history.document !== saved.document : mjml !== saved.mjml);
  const isConflict = save.error !== null && asProblem(save.error).code === 'template.changed-meanwhile';
  return {
    isBlocks,
    texts,
    setTexts: (part: Partial<Texts>) => setTexts((was) => ({ ...was, ...part })),
    mjml,
    setMjml,
    history,
    isDirty,
    isConflict,
    savedAt: saved.at,
    save: () => save.mutate(saved.version),
    /** Writes over what a colleague saved meanwhile. */
    saveOver: async () =>
      save.mutate((await client.fetchQuery({ ...templateQuery(template.id), staleTime: 0 })).version),
    isSaving: save.isPending,
    saveError: save.error,
  };
}

export type EmailDraft = ReturnType<typeof useEmailDraft>;

/** The generated client knows documents as objects of any kind. */
export function toJson(document: BlockDocument): Record<string, never> {
  return document as unknown as Record<string, never>;
}
