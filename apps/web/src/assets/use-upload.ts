import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { asProblem } from '../api/problem';
import type { Asset } from './models';
import { uploadFile } from './upload-file';

interface Target {
  path: '/api/v1/assets' | `/api/v1/assets/${string}/versions`;
  onDone: (asset: Asset) => void;
}

/** An upload with its progress, which can be broken off. */
export function useUpload({ path, onDone }: Target) {
  const [progress, setProgress] = useState(0);
  const running = useRef<AbortController | null>(null);
  const upload = useMutation({
    mutationFn: ({ file, options }: { file: File; options?: Record<string, unknown> }) => {
      running.current = new AbortController();
      setProgress(0);
      return uploadFile<Asset>({
        path,
        file,
        ...(options ? { options } : {}),
        onProgress: setProgress,
        signal: running.current.signal,
      });
    },
    onSuccess: onDone,
  });
  const wasAborted = upload.error !== null && asProblem(upload.error).code === 'aborted';
  return {
    start: upload.mutate,
    abort: () => running.current?.abort(),
    progress,
    isRunning: upload.isPending,
    error: wasAborted ? null : upload.error,
  };
}
