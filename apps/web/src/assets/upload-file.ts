import { Problem, toProblem } from '../api/problem';
import { currentLanguage } from '../i18n';

interface Upload {
  path: string;
  file: File;
  /** JSON that goes before the file. */
  options?: Record<string, unknown>;
  /** From 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Sends a file as multipart/form-data. By XMLHttpRequest, because fetch does not tell how much of it is on its way. */
export function uploadFile<T>({ path, file, options, onProgress, signal }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    if (options) body.append('options', JSON.stringify(options));
    body.append('file', file);
    request.open('POST', path);
    request.setRequestHeader('Accept-Language', currentLanguage());
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const { status } = request;
      const answer: unknown = request.response;
      if (status >= 200 && status < 300) resolve(answer as T);
      else reject(toProblem(status, answer));
    };
    request.onerror = () => reject(new TypeError('network'));
    request.onabort = () => reject(new Problem({ status: 0, code: 'aborted', message: '' }));
    signal.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}
