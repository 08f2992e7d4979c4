import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { useMergeFields } from '../merge/use-merge-fields';
import { savedBlocksQuery } from '../saved/saved-queries';
import classes from './block-editor.module.css';
import {
  COLUMN_SPLITS,
  isMergeTag,
  SOCIAL_NETWORKS,
  type Block,
  type Inline,
  type OwnBlock,
  type Passage,
} from './document';
import { HEADING_SIZES, TEXT_SIZES, type Look } from './look';

/** The type of a heading or text, as the message will have it. */
export function typeOf(block: Extract<Block, { kind: 'heading' | 'text' }>, look: Look): CSSProperties {
  const [size, line] = block.kind === 'heading' ? HEADING_SIZES[block.level] : TEXT_SIZES[block.size];
  return {
    fontSize: size,
    lineHeight: `${line}px`,
    fontWeight: block.kind === 'heading' ? 700 : 400,
    fontFamily: block.kind === 'heading' ? look.headingFontFamily : look.fontFamily,
    textAlign: block.align,
    color: look.textColor,
    overflowWrap: 'anywhere',
  };
}

/** A block as it will look, near enough to work with: the preview shows the message itself. */
export function BlockView({ block, look }: { block: Exclude<Block, { kind: 'columns' }>; look: Look }) {
  const { t } = useTranslation('templates');
  switch (block.kind) {
    case 'heading':
      return (
        <div style={typeOf(block, look)}>
          <Words inlines={block.content} look={look} />
        </div>
      );
    case 'text':
      return (
        <div style={typeOf(block, look)} className={classes.words}>
          {block.passages.map((passage, index) => (
            <PassageView key={index} passage={passage} look={look} />
          ))}
        </div>
      );
    case 'image':
      return block.src === '' ? (
        <div className={classes.empty} style={{ color: look.mutedColor }}>
          {t('empty.image')}
        </div>
      ) : (
        <div style={{ textAlign: block.align }}>
          <img src={block.src} alt={block.alt} style={{ width: block.width ?? '100%', maxWidth: '100%' }} />
        </div>
      );
    case 'button':
      return (
        <div style={{ textAlign: block.align }}>
          <span
            style={{
              display: block.isWide ? 'block' : 'inline-block',
              textAlign: 'center',
              padding: '14px 28px',
              borderRadius: 8,
              background: look.primaryColor,
              color: look.onPrimaryColor,
              fontFamily: look.fontFamily,
              fontWeight: 600,
            }}
          >
            {block.label || ' '}
          </span>
        </div>
      );
    case 'divider':
      return <hr style={{ border: 0, borderTop: `1px solid ${look.borderColor}`, margin: '8px 0' }} />;
    case 'spacer':
      return <div style={{ height: block.height }} />;
    case 'social':
      return <SocialView block={block} look={look} />;
    case 'html':
      return (
        <div className={classes.empty} style={{ color: look.mutedColor, textAlign: 'left' }}>
          <code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {block.html.slice(0, 400) || t('empty.html')}
          </code>
        </div>
      );
    case 'header':
      return <HeaderView block={block} look={look} />;
    case 'footer':
      return <FooterView block={block} look={look} />;
    case 'saved':
      return <SavedView block={block} look={look} />;
  }
}

/** What the synced blocks are now. */
function SavedView({ block, look }: { block: Extract<Block, { kind: 'saved' }>; look: Look }) {
  const { t } = useTranslation('templates');
  const known = useQuery(savedBlocksQuery);
  const saved = known.data?.find(({ id }) => id === block.savedBlockId);
  if (!saved) {
    return <div className={classes.empty}>{known.data ? t('saved.gone') : '…'}</div>;
  }
  return (
    <>
      <div className={classes.condition}>{t('saved.label', { name: saved.name })}</div>
      {saved.blocks.map((inner) => (
        <PlainView key={inner.id} block={inner} look={look} />
      ))}
    </>
  );
}

function PlainView({ block, look }: { block: OwnBlock; look: Look }) {
  if (block.kind !== 'columns') return <BlockView block={block} look={look} />;
  const shares = COLUMN_SPLITS[block.split].map((share) => `minmax(0, ${share}fr)`).join(' ');
  return (
    <div className={classes.columns} style={{ gridTemplateColumns: shares }}>
      {block.columns.map((column, index) => (
        <div key={index}>
          {column.blocks.map((inner) => (
            <BlockView key={inner.id} block={inner} look={look} />
          ))}
        </div>
      ))}
    </div>
  );
}

function PassageView({ passage, look }: { passage: Passage; look: Look }) {
  if (passage.kind === 'paragraph') {
    return (
      <p>
        <Words inlines={passage.content} look={look} />
      </p>
    );
  }
  const items = passage.items.map((item, index) => (
    <li key={index}>
      <Words inlines={item} look={look} />
    </li>
  ));
  return passage.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Words({ inlines, look }: { inlines: Inline[]; look: Look }): ReactNode {
  const fields = useMergeFields();
  if (inlines.length === 0) return ' ';
  return inlines.map((inline, index) => {
    const style: CSSProperties = {
      fontWeight: inline.bold ? 700 : undefined,
      fontStyle: inline.italic ? 'italic' : undefined,
      textDecoration:
        [(inline.underline || inline.href) && 'underline', inline.strike && 'line-through']
          .filter(Boolean)
          .join(' ') || undefined,
      color: inline.href ? look.primaryColor : undefined,
    };
    if (isMergeTag(inline)) {
      const label = fields.find(({ field }) => field === inline.field)?.label ?? inline.field;
      return (
        <span key={index} className={classes.tag} style={{ fontWeight: style.fontWeight }}>
          {label}
          {inline.fallback && ` | ${inline.fallback}`}
        </span>
      );
    }
    return (
      <span key={index} style={{ ...style, whiteSpace: 'pre-wrap' }}>
        {inline.text}
      </span>
    );
  });
}

function SocialView({ block, look }: { block: Extract<Block, { kind: 'social' }>; look: Look }) {
  const { t } = useTranslation('templates');
  if (block.links.length === 0) return <div className={classes.empty}>{t('empty.social')}</div>;
  return (
    <div style={{ textAlign: block.align }}>
      {block.links.map(({ network, href }, index) => (
        <span
          key={index}
          style={{
            display: 'inline-block',
            margin: '0 4px 8px',
            padding: '4px 14px',
            border: `1px ${href ? 'solid' : 'dashed'} ${look.borderColor}`,
            borderRadius: 18,
            fontSize: 14,
            color: look.textColor,
          }}
        >
          {SOCIAL_NETWORKS[network]}
        </span>
      ))}
    </div>
  );
}

function HeaderView({ block, look }: { block: Extract<Block, { kind: 'header' }>; look: Look }) {
  return (
    <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 16 }}>
      {block.logo ? (
        <img src={block.logo} alt={look.companyName} style={{ width: 160, maxWidth: '60%' }} />
      ) : (
        <span
          style={{ fontFamily: look.headingFontFamily, fontSize: 21, fontWeight: 700, color: look.textColor }}
        >
          {look.companyName}
        </span>
      )}
      {block.showsViewInBrowser && (
        <span style={{ fontSize: 13, color: look.mutedColor, textDecoration: 'underline' }}>
          View in browser
        </span>
      )}
    </div>
  );
}

function FooterView({ block, look }: { block: Extract<Block, { kind: 'footer' }>; look: Look }) {
  const { t } = useTranslation('templates');
  const link: CSSProperties = { textDecoration: 'underline' };
  return (
    <div
      style={{
        fontSize: 14,
        lineHeight: '22px',
        color: look.mutedColor,
        textAlign: block.align,
        fontFamily: look.fontFamily,
      }}
    >
      <div>
        <Words inlines={block.reason} look={look} />
      </div>
      <div style={{ margin: '10px 0' }}>
        <span style={link}>{block.unsubscribeLabel}</span> ·{' '}
        <span style={link}>{block.preferencesLabel}</span>
      </div>
      <div>{t('empty.address', { name: look.companyName })}</div>
    </div>
  );
}
