import { useElementSize } from '@mantine/hooks';

interface Props {
  path: string;
  title: string;
  height: number;
  /** Of the screen it is shown on, in CSS pixels. Scaled down where there is less room. */
  width: number;
}

/** A message in a frame that may run nothing and reach nothing. */
export function MessageFrame({ path, title, height, width }: Props) {
  const { ref, width: room } = useElementSize();
  const scale = room > 0 ? Math.min(1, room / width) : 1;
  return (
    <div ref={ref} style={{ height, overflow: 'hidden' }}>
      <iframe
        className="preview-frame"
        src={path}
        title={title}
        sandbox="allow-popups"
        style={{
          width,
          height: height / scale,
          transform: `scale(${scale})`,
          transformOrigin: 'top left',
          marginInline: scale === 1 ? 'auto' : 0,
        }}
      />
    </div>
  );
}
