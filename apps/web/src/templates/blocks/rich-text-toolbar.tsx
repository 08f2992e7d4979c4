import { ActionIcon, Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import IconBold from '@tabler/icons-react/dist/esm/icons/IconBold.mjs';
import IconItalic from '@tabler/icons-react/dist/esm/icons/IconItalic.mjs';
import IconLink from '@tabler/icons-react/dist/esm/icons/IconLink.mjs';
import IconList from '@tabler/icons-react/dist/esm/icons/IconList.mjs';
import IconListNumbers from '@tabler/icons-react/dist/esm/icons/IconListNumbers.mjs';
import IconStrikethrough from '@tabler/icons-react/dist/esm/icons/IconStrikethrough.mjs';
import IconUnderline from '@tabler/icons-react/dist/esm/icons/IconUnderline.mjs';
import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MergeTagMenu } from '../merge/merge-tag-menu';
import { FALLBACK, isLink } from '../merge/merge-text';
import type { MarkState } from './rich-text-field';
import classes from './block-editor.module.css';

interface Props {
  editor: Editor;
  state: MarkState;
  isOneLine: boolean;
  label: string;
}

const MARKS = [
  { mark: 'bold', icon: IconBold, run: (editor: Editor) => editor.chain().focus().toggleBold().run() },
  { mark: 'italic', icon: IconItalic, run: (editor: Editor) => editor.chain().focus().toggleItalic().run() },
  {
    mark: 'underline',
    icon: IconUnderline,
    run: (editor: Editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    mark: 'strike',
    icon: IconStrikethrough,
    run: (editor: Editor) => editor.chain().focus().toggleStrike().run(),
  },
] as const;
const LISTS = [
  {
    mark: 'bulletList',
    icon: IconList,
    run: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    mark: 'orderedList',
    icon: IconListNumbers,
    run: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
] as const;

/** What can be done with the text under the cursor. */
export function RichTextToolbar({ editor, state, isOneLine, label }: Props) {
  const { t } = useTranslation('templates');
  return (
    <Group gap={4} className={classes.textBar} role="toolbar" aria-label={t('text.toolbar')}>
      {[...MARKS, ...(isOneLine ? [] : LISTS)].map(({ mark, icon: Icon, run }) => (
        <ActionIcon
          key={mark}
          variant={state[mark] ? 'light' : 'subtle'}
          color={state[mark] ? undefined : 'gray'}
          c={state[mark] ? undefined : 'var(--mantine-color-text)'}
          aria-label={t(`text.${mark}`)}
          aria-pressed={state[mark]}
          onClick={() => run(editor)}
        >
          <Icon size={16} aria-hidden />
        </ActionIcon>
      ))}
      <LinkButton editor={editor} href={state.href} />
      <MergeTagMenu
        label={t('merge.into', { what: label })}
        onInsert={({ field, fallback = '' }) =>
          editor.chain().focus().insertContent({ type: 'mergeTag', attrs: { field, fallback } }).run()
        }
      />
      {state.tag && (
        <TextInput
          size="xs"
          aria-label={t('merge.fallback')}
          placeholder={t('merge.fallback')}
          value={state.tag.fallback}
          onChange={(event) => {
            const fallback = event.currentTarget.value;
            if (FALLBACK.test(fallback)) editor.commands.updateAttributes('mergeTag', { fallback });
          }}
          w={150}
        />
      )}
    </Group>
  );
}

function LinkButton({ editor, href }: { editor: Editor; href: string }) {
  const { t } = useTranslation('templates');
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const isGood = typed.trim() === '' || isLink(typed.trim());
  const apply = () => {
    if (!isGood) return;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (typed.trim() === '') chain.unsetMark('link').run();
    else if (editor.state.selection.empty && href === '')
      chain
        .insertContent({
          type: 'text',
          text: typed.trim(),
          marks: [{ type: 'link', attrs: { href: typed.trim() } }],
        })
        .run();
    else chain.setMark('link', { href: typed.trim() }).run();
    setOpen(false);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} width={300} trapFocus position="bottom-start">
      <Popover.Target>
        <ActionIcon
          variant={href ? 'light' : 'subtle'}
          color={href ? undefined : 'gray'}
          c={href ? undefined : 'var(--mantine-color-text)'}
          aria-label={t('text.link')}
          aria-pressed={href !== ''}
          onClick={() => {
            setTyped(href);
            setOpen(!isOpen);
          }}
        >
          <IconLink size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('text.link')}>
        <Stack gap="sm">
          <TextInput
            label={t('fields.href')}
            placeholder="https://"
            data-autofocus
            value={typed}
            error={isGood ? undefined : t('fields.hrefWrong')}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              apply();
            }}
          />
          <Button size="xs" onClick={apply} disabled={!isGood}>
            {typed.trim() === '' ? t('text.unlink') : t('text.setLink')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
