interface Props {
  path: string;
  title: string;
  height: number | string;
  width?: number;
}

/** A message in a frame that may run nothing and reach nothing. */
export function MessageFrame({ path, title, height, width }: Props) {
  return (
    <iframe
      className="preview-frame"
      src={path}
      title={title}
      sandbox="allow-popups"
      style={{ height, ...(width ? { width, maxWidth: '100%', margin: '0 auto' } : {}) }}
    />
  );
}
